namespace HeadDesk.Rules.Notices;

/// <summary>How many notices may leave; past that the ticket is still made and an admin is told once.</summary>
public sealed record NoticeLimits
{
    public int PerAddressAndHour { get; init; } = 5;

    public int PerAddressAndDay { get; init; } = 20;

    /// <summary>To one recipient about one ticket within ten minutes.</summary>
    public int PerTicketAndRecipient { get; init; } = 10;

    /// <summary>For the whole desk within an hour.</summary>
    public int PerDeskAndHour { get; init; } = 10_000;

    /// <summary>The reason why one more notice must not leave, or null where it may.</summary>
    public string? Refusal(NoticeCounts counts)
    {
        if (counts.ToAddressInHour >= PerAddressAndHour)
        {
            return $"{PerAddressAndHour} notices in an hour to this address";
        }

        if (counts.ToAddressInDay >= PerAddressAndDay)
        {
            return $"{PerAddressAndDay} notices in a day to this address";
        }

        if (counts.OnTicketInTenMinutes >= PerTicketAndRecipient)
        {
            return $"{PerTicketAndRecipient} notices in ten minutes to this address about this ticket";
        }

        return counts.OfDeskInHour >= PerDeskAndHour ? $"{PerDeskAndHour} notices in an hour for the whole desk" : null;
    }
}

/// <summary>What has left already, within the window each name says.</summary>
public readonly record struct NoticeCounts(int ToAddressInHour, int ToAddressInDay, int OnTicketInTenMinutes, int OfDeskInHour);

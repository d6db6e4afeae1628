namespace HeadDesk.MailServers.Faults;

public enum Direction
{
    FromServer,
    FromClient,
}

using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using HeadDesk.Daemon.Configuration;

namespace HeadDesk.Daemon.Jobs;

/// <summary>What of the configuration decides when a ticket wakes.</summary>
internal sealed record PromiseSettings(ClockOptions Clock, CalendarOptions Calendar)
{
    /// <summary>Another one after any change; kept in the store, so its form must stay.</summary>
    public static string DigestOf(HeadDeskOptions options) => Convert.ToHexStringLower(SHA256.HashData(
        JsonSerializer.SerializeToUtf8Bytes(new PromiseSettings(options.Clock, options.Calendar), PromiseSettingsContext.Default.PromiseSettings)));
}

// Generated: by reflection, the serializer is compiled at each start, which takes some 60 ms.
[JsonSerializable(typeof(PromiseSettings))]
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Serialization)]
internal sealed partial class PromiseSettingsContext : JsonSerializerContext;

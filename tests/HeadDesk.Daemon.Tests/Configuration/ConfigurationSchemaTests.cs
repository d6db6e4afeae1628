using System.Text.Json;
using System.Text.Json.Nodes;
using HeadDesk.Daemon.Cli.Setup;
using HeadDesk.Daemon.Configuration;

namespace HeadDesk.Daemon.Tests.Configuration;

public sealed class ConfigurationSchemaTests
{
    private static readonly JsonDocumentOptions WithComments = new() { CommentHandling = JsonCommentHandling.Skip };
    private static readonly string Shipped = File.ReadAllText(ProjectFolder.PathOf("config", "headdesk.json"));
    private static readonly JsonObject Schema = JsonNode.Parse(ConfigurationSchema.Of(Shipped))!.AsObject();

    [Fact]
    public void SchemaInTheProject_IsCurrent() =>
        Assert.True(
            ConfigurationSchema.Of(Shipped) == File.ReadAllText(ProjectFolder.PathOf("config", "headdesk.schema.json")),
            "config/headdesk.schema.json is not what the options are: build, then headdesk schema > config/headdesk.schema.json");

    [Fact]
    public void ShippedFile_IsValid() => Assert.Empty(SchemaCheck.Faults(Schema, JsonNode.Parse(Shipped, documentOptions: WithComments)));

    [Fact]
    public void WhatInitWrites_IsValid()
    {
        var options = new HeadDeskOptions { Desk = { Name = "a", Address = "a@example.com" }, Imap = { Host = "h", PasswordFile = "f", Security = Security.StartTls }, Smtp = { Host = "h" }, Staff = [People.Parse("bob=b@example.com")!] };
        Assert.Empty(SchemaCheck.Faults(Schema, JsonNode.Parse(ConfigurationText.Of(options), documentOptions: WithComments)));
    }

    [Theory]
    [InlineData("""{ "imap": { "prot": 993 } }""", "imap.prot")]
    [InlineData("""{ "imap": { "port": 70000 } }""", "imap.port")]
    [InlineData("""{ "imap": { "port": "many" } }""", "imap.port")]
    [InlineData("""{ "imap": { "security": "ssl" } }""", "imap.security")]
    [InlineData("""{ "imap": { "idle": 1 } }""", "imap.idle")]
    [InlineData("""{ "imap": { "maxMessageSize": "huge" } }""", "imap.maxMessageSize")]
    [InlineData("""{ "clock": { "closeAfter": "soon" } }""", "clock.closeAfter")]
    [InlineData("""{ "clock": { "targets": [ { "priority": "P9" } ] } }""", "clock.targets.0.priority")]
    [InlineData("""{ "duty": { "period": "2bd" } }""", "duty.period")]
    [InlineData("""{ "desk": { "ticketPrefix": "7" } }""", "desk.ticketPrefix")]
    [InlineData("""{ "desk": { "name": null } }""", "desk.name")]
    [InlineData("""{ "staff": [ { "nmae": "alice" } ] }""", "staff.0.nmae")]
    [InlineData("""{ "teams": { "network": "bob" } }""", "teams.network")]
    [InlineData("""{ "log": { "level": "loud" } }""", "log.level")]
    public void Mistake_IsFoundByTheSchema(string document, string key) =>
        Assert.StartsWith(key + ": ", Assert.Single(SchemaCheck.Faults(Schema, JsonNode.Parse(document))), StringComparison.Ordinal);

    [Theory]
    [InlineData("""{ "clock": { "targets": [ { "priority": "P1", "type": "defect", "firstResponse": "1bh", "update": null } ], "digestAt": null } }""")]
    [InlineData("""{ "$schema": "x", "teams": { "network": ["bob"] }, "calendar": { "hours": { "mon-fri": "08:00-12:00" } } }""")]
    public void RightThings_ArePassedOver(string document) => Assert.Empty(SchemaCheck.Faults(Schema, JsonNode.Parse(document)));
}

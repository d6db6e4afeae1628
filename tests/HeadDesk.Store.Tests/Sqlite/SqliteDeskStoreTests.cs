using HeadDesk.Store.Tests.Compliance;

namespace HeadDesk.Store.Tests.Sqlite;

public sealed class SqliteMessageTests : MessageCompliance<SqliteFixture>;

public sealed class SqliteTicketTests : TicketCompliance<SqliteFixture>;

public sealed class SqliteOutboxTests : OutboxCompliance<SqliteFixture>;

public sealed class SqliteFilingTests : FilingCompliance<SqliteFixture>;

public sealed class SqliteFlagTests : FlagCompliance<SqliteFixture>;

public sealed class SqliteJunkSenderTests : JunkSenderCompliance<SqliteFixture>;

public sealed class SqliteLedgerTests : LedgerCompliance<SqliteFixture>;

public sealed class SqliteTransactionTests : TransactionCompliance<SqliteFixture>;

public sealed class SqliteQuestionTests : QuestionCompliance<SqliteFixture>;

public sealed class SqliteCareTests : CareCompliance<SqliteFixture>;

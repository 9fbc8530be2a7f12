package io.mockaws.services.dynamodb

import kotlin.time.Duration
import kotlin.time.Duration.Companion.days
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html unless a line says otherwise. */
internal object DynamoDbLimits {
    /** Of a whole request, unzipped, and of all that comes before its content. */
    const val REQUEST_BYTES: Long = 16L * 1024 * 1024
    const val HEAD_BYTES: Int = 16 * 1024

    const val TABLE_NAME_MIN: Int = 3
    const val TABLE_NAME_MAX: Int = 255

    /** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html */
    const val TABLE_ARN_MAX: Int = 1024

    /** Of a key attribute, and of one that an index projects by its name. */
    const val KEY_NAME_LENGTH: Int = 255

    /** AWS says "64 KB", of which it takes all but the last byte. */
    const val ATTRIBUTE_NAME_BYTES: Int = 64 * 1024 - 1
    const val ITEM_BYTES: Int = 400 * 1024
    const val PARTITION_KEY_BYTES: Int = 2048
    const val SORT_KEY_BYTES: Int = 1024
    const val NESTING_LEVELS: Int = 32

    /** The last index of a list that an expression may name. https://github.com/floci-io/floci/issues/3073 */
    const val LIST_INDEX: Long = 4_294_967_294
    const val EXPRESSION_BYTES: Int = 4096
    const val EXPRESSION_OPERATORS: Int = 300
    const val IN_OPERANDS: Int = 100

    /** The bytes that Query and Scan read for a page. */
    const val PAGE_BYTES: Long = 1024 * 1024

    /** Attributes that the partition key, and the sort key, of a global index may have. */
    const val KEY_ATTRIBUTES: Int = 4

    const val LOCAL_INDEXES: Int = 5
    const val GLOBAL_INDEXES: Int = 20

    /** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListTables.html */
    const val LIST_TABLES: Int = 100

    /** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
    const val BATCH_GET_KEYS: Int = 100
    const val BATCH_GET_BYTES: Long = 16L * 1024 * 1024

    /** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html */
    const val BATCH_WRITES: Int = 25

    /** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
    const val TRANSACTION_ITEMS: Int = 100
    const val TRANSACTION_BYTES: Long = 4L * 1024 * 1024
    val TOKEN_LIFE: Duration = 10.minutes

    /**
     * How long an expired item stays: AWS says "typically within two days".
     * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTimeToLive.html
     */
    val TIME_TO_LIVE_DELAY: Duration = 2.days

    /**
     * Items that expired before this long do not expire any more.
     * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-before-you-start.html
     */
    val TIME_TO_LIVE_OLDEST: Duration = (5 * 365).days

    /** How long records stay in a stream. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html */
    val STREAM_RETENTION: Duration = 24.hours

    /** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetShardIterator.html */
    val SHARD_ITERATOR_LIFE: Duration = 15.minutes

    /** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetRecords.html */
    const val GET_RECORDS: Int = 1000
    const val GET_RECORDS_BYTES: Long = 1024 * 1024

    /** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_ShardFilter.html */
    val SHARD_ID_LENGTH: IntRange = 28..65

    /** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_ListStreams.html, and as many shards. */
    const val LIST_STREAMS: Int = 100

    /** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListBackups.html */
    const val LIST_BACKUPS: Int = 100

    /** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BackupDetails.html */
    val SYSTEM_BACKUP_LIFE: Duration = 35.days

    /** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeContinuousBackups.html */
    const val RECOVERY_DAYS: Int = 35
    val RECOVERY_LAG: Duration = 5.minutes

    /** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/warm-throughput.html */
    const val WARM_READS: Long = 12_000
    const val WARM_WRITES: Long = 4_000

    /** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Scan.html */
    const val SCAN_SEGMENTS: Int = 1_000_000

    /** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ExecuteStatement.html */
    const val STATEMENT_LENGTH: Int = 8192
    const val TOKEN_LENGTH: Int = 36

    /** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchExecuteStatement.html */
    const val BATCH_STATEMENTS: Int = 25

    /**
     * The keys, or ranges of keys, that a statement may read, and those of a page: AWS says "up to 10 items".
     * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-operators.html
     */
    const val STATEMENT_READS: Int = 50
    const val STATEMENT_READS_OF_PAGE: Int = 10

    /** Bytes of a read and of a write unit. */
    const val READ_UNIT: Int = 4096
    const val WRITE_UNIT: Int = 1024

    const val TAGS: Int = 50

    /** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutResourcePolicy.html */
    const val POLICY_BYTES: Int = 20 * 1024

    /** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeLimits.html */
    const val ACCOUNT_UNITS: Long = 80_000
    const val TABLE_UNITS: Long = 40_000
    const val MAX_PROVISIONED_UNITS: Long = 1_000_000_000_000
}

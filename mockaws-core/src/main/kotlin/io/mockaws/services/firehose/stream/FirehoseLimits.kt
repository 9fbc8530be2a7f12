package io.mockaws.services.firehose.stream

/** https://docs.aws.amazon.com/firehose/latest/dev/limits.html */
internal object FirehoseLimits {
    const val MEBIBYTE: Int = 1_048_576

    /** Bytes of one `PutRecordBatch`. */
    const val BATCH: Int = 4 * MEBIBYTE
    const val PAGE: Int = 10
    const val TAGS: Int = 50

    /** What is buffered unless something else is said: mebibytes and seconds. */
    const val SIZE: Int = 5
    const val INTERVAL: Int = 300

    /** The least that is buffered, in mebibytes, where records are partitioned by their content. */
    const val PARTITIONED_SIZE: Int = 64

    /** How often a function is called anew that is too busy. */
    const val RETRIES: Int = 3

    /** Seconds for which an endpoint is called, and those for which S3 is. */
    const val HTTP_RETRY: Int = 300
    const val S3_RETRY: Int = 86_400

    /** Records that are read from a stream of Kinesis at once. */
    const val READ: Int = 500

    /** Records that a test can look at afterwards. */
    const val SEEN: Int = 10_000

    /** Streams of an account in [region]. */
    fun streams(region: String): Int = if (region in large) 5000 else 2000

    private val large = setOf("us-east-1", "us-west-2", "eu-west-1")
}

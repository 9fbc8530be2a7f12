package io.mockaws.services.s3.addressing

/**
 * Host names that name a bucket: `bucket.s3.eu-west-1.amazonaws.com`, `bucket.s3.amazonaws.com`,
 * `bucket.s3.dualstack.eu-west-1.amazonaws.com`, `bucket.s3-accelerate.amazonaws.com`, and for endpoints of one's own
 * `bucket.localhost` and `bucket.s3.localhost.localdomain`. A bucket's name may have dots.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
 */
internal object VirtualHost {
    private val AWS =
        Regex(
            "(.+)\\.s3(?:-accelerate|-fips)?(?:\\.dualstack)?(?:[.-][a-z]{2}-[a-z0-9-]+)?\\.amazonaws\\.com(?:\\.cn)?"
        )
    private val LOCAL = Regex("(.+?)(?:\\.s3(?:\\.[a-z]{2}-[a-z0-9-]+)?)?\\.localhost(?:\\.localdomain)?")

    /** The bucket in [host], or null. */
    fun bucketOf(host: String): String? {
        if (host.endsWith(".amazonaws.com") || host.endsWith(".amazonaws.com.cn")) {
            if (host.startsWith("s3.") || host.startsWith("s3-")) {
                // A bucket may be called "s3.something", but then S3's own name comes twice.
                if (host.indexOf(".s3", 1) < 0) return null
            }
            return AWS.matchEntire(host)?.groupValues?.get(1)
        }
        if (!host.endsWith(".localhost") && !host.endsWith(".localhost.localdomain")) return null
        return LOCAL.matchEntire(host)?.groupValues?.get(1)?.takeIf { it != "s3" && !it.startsWith("s3.") }
    }
}

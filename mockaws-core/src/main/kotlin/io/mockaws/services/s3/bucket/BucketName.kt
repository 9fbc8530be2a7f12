package io.mockaws.services.s3.bucket

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
internal object BucketName {
    /** What a name has to be, in words. */
    const val RULE: String =
        "it takes 3 to 63 lower-case letters, digits, dots and hyphens, with a letter or digit at both ends, that " +
            "are no IP address and have none of the beginnings and endings that AWS keeps to itself"
    private val FORM = Regex("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
    private val IP_ADDRESS = Regex("\\d{1,3}(\\.\\d{1,3}){3}")
    private val PREFIXES = listOf("xn--", "sthree-", "amzn-s3-demo-")
    private val SUFFIXES = listOf("-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3")

    fun isValid(name: String): Boolean =
        FORM.matches(name) &&
            ".." !in name &&
            !IP_ADDRESS.matches(name) &&
            PREFIXES.none { name.startsWith(it) } &&
            SUFFIXES.none { name.endsWith(it) }
}

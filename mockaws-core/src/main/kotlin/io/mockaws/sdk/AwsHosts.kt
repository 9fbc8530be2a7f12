package io.mockaws.sdk

/**
 * The names of hosts that are AWS's.
 *
 * @see <a href="https://docs.aws.amazon.com/general/latest/gr/rande.html">service endpoints</a>
 */
internal object AwsHosts {
    /** What the names end in, of every partition and with dual stack, as AWS's SDKs have them in `partitions.json`. */
    private val suffixes =
        listOf(
            "amazonaws.com",
            "api.aws",
            "amazonaws.com.cn",
            "api.amazonwebservices.com.cn",
            "amazonaws.eu",
            "api.amazonwebservices.eu",
            "c2s.ic.gov",
            "api.aws.ic.gov",
            "sc2s.sgov.gov",
            "api.aws.scloud",
            "cloud.adc-e.uk",
            "api.cloud-aws.adc-e.uk",
            "csp.hci.ic.gov",
            "api.aws.hci.ic.gov",
        )

    /** Whether [host], a name without a port, is AWS's. */
    operator fun contains(host: String): Boolean {
        val name = host.lowercase().removeSuffix(".")
        return suffixes.any {
            name.endsWith(it) &&
                (name.length == it.length || name[name.length - it.length - 1] == '.')
        }
    }
}

package io.mockaws.services.ec2.state

import io.mockaws.kit.Regions

/** Availability Zones by name, with their ids. */
internal object Zones {
    /** Those of [region]; three for one that nobody knows, such as a test's own. */
    fun of(region: String): Map<String, String> =
        Regions.named(region)?.zoneNames?.ifEmpty { null }
            ?: listOf('a', 'b', 'c').associate { "$region$it" to "$region-az${it - 'a' + 1}" }
}

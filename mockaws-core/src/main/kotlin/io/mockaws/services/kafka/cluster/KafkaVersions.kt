package io.mockaws.services.kafka.cluster

/**
 * The versions of Apache Kafka that MSK knows, as of September 2026.
 *
 * https://docs.aws.amazon.com/msk/latest/developerguide/supported-kafka-versions.html
 */
internal object KafkaVersions {
    private val deprecated =
        listOf(
            "1.1.1", "2.1.0", "2.2.1", "2.3.1", "2.4.1", "2.4.1.1", "2.5.1", "2.6.0", "2.6.1", "2.6.2", "2.6.3",
            "2.7.0", "2.7.1", "2.7.2", "2.8.0", "2.8.1", "2.8.2.tiered", "3.1.1", "3.2.0", "3.3.1", "3.3.2",
            "3.4.0", "3.5.1",
        )
    private val active =
        listOf(
            "3.6.0", "3.6.0.1", "3.7.x", "3.7.x.kraft", "3.8.x", "3.8.x.kraft", "3.8.link", "3.9.x", "3.9.x.kraft",
            "4.0.x.kraft", "4.1.x.kraft", "4.2.x.kraft",
        )

    /** The oldest first. Clusters are made of those too that AWS no longer supports. */
    val all: List<String> = deprecated + active

    fun statusOf(version: String): String = if (version in deprecated) "DEPRECATED" else "ACTIVE"

    /** Refuses what is none. */
    fun check(version: String) {
        if (version !in all) throw KafkaFaults.unsupportedVersion(version, all)
    }

    /** Those to which a cluster of [version] can be brought: later ones that keep their metadata where it does. */
    fun after(version: String): List<String> =
        active.filter { all.indexOf(it) > all.indexOf(version) && it.endsWith("kraft") == version.endsWith("kraft") }
            .filter { it != "3.8.link" }
}

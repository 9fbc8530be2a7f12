package io.mockaws.services.kafka.cluster

import io.mockaws.kit.Arn
import io.mockaws.kit.part
import io.mockaws.kit.text
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.booleanOrNull

/**
 * What a cluster's hosts are called.
 *
 * https://docs.aws.amazon.com/msk/latest/developerguide/port-info.html
 */
internal class Hosts(
    private val cluster: Cluster,
    private val region: String,
) {
    private val suffix = if (Arn.partitionOf(region) == "aws-cn") "amazonaws.com.cn" else "amazonaws.com"
    private val domain = "${cluster.name.lowercase()}.${cluster.label}.c${cluster.number}.kafka.$region.$suffix"

    /** The broker [id], from 1 on. */
    fun broker(id: Int): String = "b-$id.$domain"

    /** `z-1...:2181,z-2...`; null where the cluster has none. */
    fun zookeeper(port: Int): String? =
        if (cluster.isKraft) null else (1..SHOWN).joinToString(",") { "z-$it.$domain:$port" }

    /** The strings of GetBootstrapBrokers, as the cluster lets clients in. */
    fun bootstrap(): Map<String, String> {
        if (cluster.isServerless) {
            return mapOf(
                "BootstrapBrokerStringSaslIam" to
                    "boot-${cluster.label}.c${cluster.number.filter {
                        it.isDigit()
                    }}.kafka-serverless.$region.$suffix:$IAM",
            )
        }
        val authentication = cluster.info.part("ClientAuthentication")
        val inTransit = cluster.info.part("EncryptionInfo")?.part("EncryptionInTransit")?.text("ClientBroker")
        val isPublic = cluster.nodes?.part("ConnectivityInfo")?.part("PublicAccess")?.text("Type") == PUBLIC
        val sasl = authentication?.part("Sasl")
        val isScram = isOn(sasl?.part("Scram"))
        val isIam = isOn(sasl?.part("Iam"))
        val isMutual = isOn(authentication?.part("Tls"))
        val isOpen = isOn(authentication?.part("Unauthenticated")) || !(isScram || isIam || isMutual)
        return buildMap {
            if (isOpen && inTransit != "TLS") put("BootstrapBrokerString", all(PLAINTEXT))
            if ((isOpen || isMutual) && inTransit != "PLAINTEXT") put("BootstrapBrokerStringTls", all(TLS))
            if (isScram) put("BootstrapBrokerStringSaslScram", all(SCRAM))
            if (isIam) put("BootstrapBrokerStringSaslIam", all(IAM))
            if (isPublic && isMutual) put("BootstrapBrokerStringPublicTls", outside(TLS))
            if (isPublic && isScram) put("BootstrapBrokerStringPublicSaslScram", outside(SCRAM))
            if (isPublic && isIam) put("BootstrapBrokerStringPublicSaslIam", outside(IAM))
        }
    }

    private fun isOn(part: JsonObject?) = (part?.get("Enabled") as? JsonPrimitive)?.booleanOrNull == true

    private fun outside(port: Int) =
        (1..minOf(cluster.brokers, SHOWN)).joinToString(",") { "b-$it-public.$domain:${port + OUTSIDE}" }

    private fun all(port: Int) = (1..minOf(cluster.brokers, SHOWN)).joinToString(",") { "${broker(it)}:$port" }

    companion object {
        const val ZOOKEEPER: Int = 2181
        const val ZOOKEEPER_TLS: Int = 2182
        private const val PLAINTEXT = 9092
        private const val TLS = 9094
        private const val SCRAM = 9096
        private const val IAM = 9098
        private const val OUTSIDE = 100
        private const val SHOWN = 3
        private const val PUBLIC = "SERVICE_PROVIDED_EIPS"
    }
}

package io.mockaws.wire.protocol

import io.mockaws.wire.codec.TokenFormat

/** Every protocol that a service can name, in AWS's terms. */
internal object Protocols {
    private val json = listOf("application/x-amz-json-1.0", "application/x-amz-json-1.1", "application/json")

    val AwsJson10: ProtocolFactory =
        ProtocolFactory { service, _ -> AwsJson("awsJson1_0", service, TokenFormat.JSON, json[0], json) }

    val AwsJson11: ProtocolFactory =
        ProtocolFactory { service, _ -> AwsJson("awsJson1_1", service, TokenFormat.JSON, json[1], json) }

    /** awsJson 1.1 in CBOR, beside [AwsJson11] for the services that have it (Kinesis). */
    val AwsJsonCbor: ProtocolFactory =
        ProtocolFactory { service, _ ->
            val type = "application/x-amz-cbor-1.1"
            AwsJson("awsJson1_1 as CBOR", service, TokenFormat.CBOR_MILLIS, type, listOf(type))
        }

    val RpcV2Cbor: ProtocolFactory = ProtocolFactory { service, _ -> RpcV2Cbor(service) }

    val AwsQuery: ProtocolFactory = ProtocolFactory { service, _ -> AwsQuery(service) }

    val Ec2Query: ProtocolFactory = ProtocolFactory { service, _ -> Ec2Query(service) }

    val RestJson1: ProtocolFactory = ProtocolFactory { service, operations -> RestJson(service, operations()) }

    val RestXml: ProtocolFactory = ProtocolFactory { service, operations -> RestXml(service, operations()) }

    /**
     * The one that models call [name]: Smithy's name, and `awsJson1_1Cbor` for [AwsJsonCbor].
     *
     * @throws IllegalStateException when there is none
     */
    fun named(name: String): ProtocolFactory =
        when (name) {
            "awsJson1_0" -> AwsJson10
            "awsJson1_1" -> AwsJson11
            "awsJson1_1Cbor" -> AwsJsonCbor
            "rpcv2Cbor" -> RpcV2Cbor
            "awsQuery" -> AwsQuery
            "ec2Query" -> Ec2Query
            "restJson1" -> RestJson1
            "restXml" -> RestXml
            else -> error("No protocol is called $name")
        }
}

package io.mockaws.model

/** What the index says of a service: enough to find the one that a request is for. */
internal class ServiceFacts(
    /** The AWS CLI's name of it: `sqs`, `logs`, `cognito-idp`. */
    val name: String,
    /** The SDKs' service id: `SQS`, `CloudWatch Logs`. */
    val id: String,
    /** The name in SigV4 scopes. */
    val signingName: String,
    /** The first labels of its host. */
    val endpointPrefix: String,
    /** The API version. */
    val version: String,
    /** Smithy's names of the protocols that it speaks, the preferred one first. */
    val protocols: List<String>,
    /** What stands before the dot in `X-Amz-Target`; null without awsJson. */
    val targetPrefix: String?,
    /** The name of its Smithy service shape, as in the paths of rpcv2Cbor. */
    val shapeName: String,
    /** How many operations it has. */
    val operations: Int,
    /** Whether JSON and CBOR errors carry the code of the service's Query days. */
    val isQueryCompatible: Boolean,
) {
    /** Whether it takes forms: their parameter `Version` is [version]. */
    val speaksQuery: Boolean get() = "awsQuery" in protocols || "ec2Query" in protocols

    override fun toString(): String = name
}

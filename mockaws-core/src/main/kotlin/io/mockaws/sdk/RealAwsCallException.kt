package io.mockaws.sdk

/**
 * A call was about to go to AWS. Nothing was sent. With the AWS SDK for Java no credentials were looked for either.
 */
public class RealAwsCallException internal constructor(
    /** The service as the SDK names it: `DynamoDb`. */
    @get:JvmName("service")
    public val service: String,
    /** The operation as AWS names it: `GetItem`. */
    @get:JvmName("operation")
    public val operation: String,
    reason: Reason,
) : RuntimeException("$service $operation would have gone to AWS: ${reason.words}.") {
    internal enum class Reason(
        val words: String,
    ) {
        FORBIDDEN(
            "no mock is open, and real calls are forbidden here (MockAws.forbidRealCalls)"
        ),
        NOT_TAKEN(
            "autoEndpoint = DISABLED leaves clients to the endpoints that they name, and this one names none. " +
                "Build it for the endpoint of the mock (aws.endpoint), or start the mock with autoEndpoint = IF_MISSING"
        ),
        NOT_INTERCEPTED(
            "mockaws could not install its hooks in this JVM (see its warning), and this client was not built for a " +
                "mock. Start the JVM with -javaagent:<path of mockaws-core.jar>, or build the client from " +
                "aws.javaSdk().configure(builder)"
        ),
    }
}

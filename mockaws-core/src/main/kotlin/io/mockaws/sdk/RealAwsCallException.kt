package io.mockaws.sdk

/**
 * A client that no mock answers was about to call AWS while real calls are forbidden. Nothing was sent and no
 * credentials were looked for.
 */
public class RealAwsCallException(
    /** The service as the SDK names it: `DynamoDb`. */
    public val service: String,
    /** The operation as AWS names it: `GetItem`. */
    public val operation: String,
) : RuntimeException(
    "$service $operation would have gone to AWS: real calls are forbidden here (MockAws.forbidRealCalls), and this " +
        "client was not built for a mock. Build it from aws.javaSdk().configure(builder), or give its builder " +
        "httpClient(aws.javaSdk().httpClient()).",
)

package io.mockaws

import io.mockaws.scope.Way
import io.mockaws.sdk.AwsHosts

/**
 * Which clients a mock answers that has a server, of those in its scope that nobody configured for it. A call is never
 * let through to AWS.
 */
public enum class AutoEndpoint {
    /** Every client, also one that names an endpoint. */
    FORCE,

    /** Clients that name no endpoint, and so would call AWS. The others call the endpoint that they name. */
    IF_MISSING,

    /**
     * None: clients call the endpoint that they name. One that names none fails with
     * [io.mockaws.sdk.RealAwsCallException].
     */
    DISABLED,

    ;

    internal fun way(host: String): Way =
        when {
            this == FORCE -> Way.MOCK
            host !in AwsHosts -> Way.OWN
            this == IF_MISSING -> Way.MOCK
            else -> Way.NONE
        }
}

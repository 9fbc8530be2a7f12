package io.mockaws.services.sns.delivery

import io.mockaws.services.sns.common.SnsFaults
import io.mockaws.services.sns.message.Message
import io.mockaws.services.sns.mobile.PlatformApplication
import io.mockaws.services.sns.mobile.PlatformEndpoint
import io.mockaws.services.sns.state.APPLICATIONS
import io.mockaws.services.sns.state.ENDPOINTS
import io.mockaws.services.sns.state.Outbox
import io.mockaws.services.sns.state.SentPush
import io.mockaws.services.sns.state.SnsCall
import io.mockaws.services.sns.subscription.Subscription

/** Sends to the device of a subscription; one that is gone or switched off gets nothing. */
internal fun SnsCall.push(
    subscription: Subscription,
    message: Message,
) {
    val endpoint = state.now[ENDPOINTS][subscription.endpoint] ?: return
    if (endpoint.isEnabled &&
        state.now[APPLICATIONS][endpoint.applicationArn]?.isEnabled == true
    ) {
        push(endpoint, message)
    }
}

/** Sends to a device. */
internal fun SnsCall.push(
    endpoint: PlatformEndpoint,
    message: Message,
) {
    val application = openApplicationOf(endpoint)
    val sent =
        SentPush(
            endpoint.arn,
            endpoint.token,
            application.platform,
            message.textFor(application.platform),
            message.id,
            message.publishedAt,
        )
    state.write { Outbox.PUSH.add(this, sent) }
}

/** The application of a device to which messages go; others are refused. */
internal fun SnsCall.openApplicationOf(endpoint: PlatformEndpoint): PlatformApplication {
    val application =
        state.now[APPLICATIONS][endpoint.applicationArn] ?: throw SnsFaults.notFound("PlatformApplication")
    if (!application.isEnabled) throw SnsFaults.applicationDisabled()
    if (!endpoint.isEnabled) throw SnsFaults.endpointDisabled()
    return application
}

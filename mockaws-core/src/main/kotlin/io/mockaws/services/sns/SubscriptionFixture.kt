package io.mockaws.services.sns

import io.mockaws.services.sns.state.SUBSCRIPTIONS
import io.mockaws.services.sns.state.SnsCall
import io.mockaws.services.sns.state.put
import io.mockaws.services.sns.subscription.Subscription

/** One subscription as a test sees it. */
public class SubscriptionFixture internal constructor(
    /** The subscription's Amazon Resource Name. */
    @get:JvmName("arn")
    public val arn: String,
    private val context: () -> SnsCall,
) {
    /** How messages are delivered: `sqs`, `lambda`, `http`, `email`, ... */
    @get:JvmName("protocol")
    public val protocol: String get() = subscription().protocol.value

    /** Who gets them: an ARN, an address, a phone number. */
    @get:JvmName("endpoint")
    public val endpoint: String get() = subscription().endpoint

    /** Whether the receiver has not yet said that it wants to be one. */
    @get:JvmName("isPending")
    public val isPending: Boolean get() = subscription().isPending

    /** With which it is confirmed, as the receiver is told; null where nobody has to. */
    @get:JvmName("token")
    public val token: String? get() = subscription().token

    /** Confirms it, as its receiver would. */
    public fun confirm(): SubscriptionFixture =
        apply { context().state.write { put(subscription().copy(isPending = false)) } }

    override fun toString(): String = "SubscriptionFixture($arn)"

    private fun subscription(): Subscription =
        checkNotNull(context().state.now[SUBSCRIPTIONS][arn]) { "There is no subscription $arn (any more)" }
}

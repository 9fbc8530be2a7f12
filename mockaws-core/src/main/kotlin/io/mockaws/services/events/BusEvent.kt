package io.mockaws.services.events

import io.mockaws.services.events.event.Event
import kotlin.time.Instant
import kotlin.time.toJavaInstant

/** An event that came to a bus, as a test sees it. */
public class BusEvent internal constructor(
    private val event: Event,
) {
    /** The event's id, which its targets see too. */
    @get:JvmName("id")
    public val id: String get() = event.id

    /** Who says so: `com.example.shop`, `aws.s3`. */
    @get:JvmName("source")
    public val source: String get() = event.source

    /** What it is one of: `Order Paid`. */
    @get:JvmName("detailType")
    public val detailType: String get() = event.detailType

    /** What happened, as JSON without white space. */
    @get:JvmName("detail")
    public val detail: String get() = event.detail

    /** The ARNs that it is about. */
    @get:JvmName("resources")
    public val resources: List<String> get() = event.resources

    /** The account where it was put first. */
    @get:JvmName("account")
    public val account: String get() = event.account

    /** The region where it was put first. */
    @get:JvmName("region")
    public val region: String get() = event.region

    /** When it happened. */
    @get:JvmSynthetic
    public val time: Instant get() = event.time

    /** The whole event as targets get it, as JSON. */
    @get:JvmName("json")
    public val json: String get() = event.text

    /** [time] for Java. */
    @JvmName("time")
    public fun timeJava(): java.time.Instant = time.toJavaInstant()

    override fun toString(): String = json
}

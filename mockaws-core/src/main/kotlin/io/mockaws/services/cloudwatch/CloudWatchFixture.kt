package io.mockaws.services.cloudwatch

import io.mockaws.services.cloudwatch.metric.Dimension
import io.mockaws.services.cloudwatch.metric.MetricId
import io.mockaws.services.cloudwatch.state.ALARMS
import io.mockaws.services.cloudwatch.state.CloudWatchCall
import io.mockaws.services.cloudwatch.state.METRICS
import io.mockaws.testing.Calls

/**
 * Amazon CloudWatch as a test sees it: `aws.cloudWatch.alarm("slow").state`. Works in the account and region of the mock, touches
 * memory only, and leaves no calls in the journal.
 */
public class CloudWatchFixture internal constructor(
    private val context: () -> CloudWatchCall,
    private val journal: () -> Calls,
) {
    /** The metric [name] of [namespace] with exactly these [dimensions], names and values. Makes nothing. */
    @JvmOverloads
    public fun metric(
        namespace: String,
        name: String,
        dimensions: Map<String, String> = emptyMap(),
    ): MetricFixture =
        MetricFixture(MetricId.of(namespace, name, dimensions.map { Dimension(it.key, it.value) }), context, journal)

    /** Every metric of the mock's account and region that has data, by namespace and name. */
    public fun metrics(): List<MetricFixture> =
        context().state.now[METRICS].values.map {
            it.id
        }.sortedBy { it.key }.map { MetricFixture(it, context, journal) }

    /** The alarm [name], to look into. Makes nothing. */
    public fun alarm(name: String): AlarmFixture = AlarmFixture(name, context, journal)

    /** Every alarm of the mock's account and region, by name. */
    public fun alarms(): List<AlarmFixture> = context().state.now[ALARMS].keys.sorted().map(::alarm)

    override fun toString(): String = "CloudWatchFixture(${context().state.now[ALARMS].keys.sorted()})"
}

package io.mockaws.services.cloudwatch

import io.mockaws.engine.AwsFault
import io.mockaws.engine.settle
import io.mockaws.services.cloudwatch.metric.MetricId
import io.mockaws.services.cloudwatch.metric.Point
import io.mockaws.services.cloudwatch.op.PutMetricDataRequest
import io.mockaws.services.cloudwatch.op.putMetricData
import io.mockaws.services.cloudwatch.state.CloudWatchCall
import io.mockaws.services.cloudwatch.state.points
import io.mockaws.testing.Calls

/** One metric as a test sees it, with all the data that it ever got, in whatever unit. */
public class MetricFixture internal constructor(
    private val id: MetricId,
    private val context: () -> CloudWatchCall,
    private val journal: () -> Calls,
) {
    /** What the mock's journal has of CloudWatch, for any metric. */
    @get:JvmName("calls")
    public val calls: Calls get() = journal()

    /** `Shop`, `AWS/SQS`. */
    @get:JvmName("namespace")
    public val namespace: String get() = id.namespace

    /** The metric's name. */
    @get:JvmName("name")
    public val name: String get() = id.name

    /** Its dimensions, names and values. */
    @get:JvmName("dimensions")
    public val dimensions: Map<String, String> get() = id.dimensions.associate { it.name to it.value }

    /** How many values it got. */
    @get:JvmName("sampleCount")
    public val sampleCount: Double get() = all()?.sampleCount ?: 0.0

    /** The sum of all values. */
    @get:JvmName("sum")
    public val sum: Double get() = all()?.sum ?: 0.0

    /** The smallest value; null where there is none. */
    @get:JvmName("minimum")
    public val minimum: Double? get() = all()?.minimum

    /** The greatest value; null where there is none. */
    @get:JvmName("maximum")
    public val maximum: Double? get() = all()?.maximum

    private fun all(): Point? {
        val call = context()
        call.settle()
        return call.state.now.points(id, 0, Long.MAX_VALUE).reduceOrNull(Point::plus)
    }

    /**
     * Puts [value], now.
     *
     * @throws IllegalArgumentException when AWS would refuse it
     */
    public fun put(value: Double): MetricFixture {
        val call = context()
        val datum =
            PutMetricDataRequest.MetricDatum(id.name, id.dimensions.ifEmpty { null }, value = value)
        try {
            putMetricData(PutMetricDataRequest(id.namespace, listOf(datum)), call)
        } catch (refused: AwsFault) {
            throw IllegalArgumentException(refused.message, refused)
        }
        call.settle()
        return this
    }

    override fun toString(): String = "MetricFixture($namespace, $name, $dimensions)"
}

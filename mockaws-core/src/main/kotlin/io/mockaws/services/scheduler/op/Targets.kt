package io.mockaws.services.scheduler.op

import io.mockaws.engine.AwsFault
import io.mockaws.kit.Arn
import io.mockaws.kit.RetryPolicy
import io.mockaws.kit.StrictJson
import io.mockaws.kit.part
import io.mockaws.kit.text
import io.mockaws.services.scheduler.run.Universal
import io.mockaws.services.scheduler.schedule.SchedulerFaults
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** What AWS asks of targets. */
internal object Targets {
    /** Services whose targets need parameters of their own. */
    private val needed =
        mapOf(
            "events" to "EventBridgeParameters",
            "kinesis" to "KinesisParameters",
            "ecs" to "EcsParameters",
        )

    /** With what AWS shows where nothing was said. */
    fun withDefaults(target: JsonObject): JsonObject {
        val said = target.part("RetryPolicy").orEmpty()
        val defaults =
            mapOf(
                "MaximumEventAgeInSeconds" to JsonPrimitive(RetryPolicy.AGE),
                "MaximumRetryAttempts" to JsonPrimitive(RetryPolicy.ATTEMPTS),
            )
        return JsonObject(target + ("RetryPolicy" to JsonObject(defaults + said)))
    }

    fun arnOf(target: JsonObject): String = target.text("Arn").orEmpty()

    /** @throws AwsFault for what AWS would refuse */
    fun check(target: JsonObject) {
        val text = arnOf(target)
        if (Universal.isMeantBy(text)) {
            if (Universal.of(text) == null) throw SchedulerFaults.unknownTarget(text)
            target.text("Input")?.let { if (StrictJson.parse(it) !is JsonObject) throw SchedulerFaults.inputIsNoJson() }
        } else {
            val arn = Arn.parse(text) ?: throw SchedulerFaults.badTarget(text)
            if (arn.service == "execute-api") throw SchedulerFaults.unknownTarget(text)
            needed[arn.service]?.let { if (target.part(it) == null) throw SchedulerFaults.targetNeeds(it) }
            if (arn.service == "sqs" && arn.resource.endsWith(FIFO) && target.part("SqsParameters") == null) {
                throw SchedulerFaults.targetNeeds("SqsParameters")
            }
        }
        val deadLetters = target.part("DeadLetterConfig")?.text("Arn")
        if (deadLetters != null && deadLetters.endsWith(FIFO)) throw SchedulerFaults.fifoDeadLetters()
    }

    private const val FIFO = ".fifo"
}

package io.mockaws.services.kinesis

import io.mockaws.engine.AwsFault
import io.mockaws.engine.access.Need
import io.mockaws.engine.access.ServiceAccess
import io.mockaws.iam.ConditionKeys
import io.mockaws.iam.Principal
import io.mockaws.iam.ResourceSide
import io.mockaws.kit.Arn
import io.mockaws.kit.arn
import io.mockaws.services.kinesis.state.KinesisCall
import io.mockaws.services.kinesis.state.KinesisState
import io.mockaws.services.kinesis.state.POLICIES
import io.mockaws.services.kinesis.state.STREAMS
import io.mockaws.services.kinesis.state.consumer
import io.mockaws.services.kinesis.stream.ShardPosition

/** https://docs.aws.amazon.com/streams/latest/dev/controlling-access.html */
internal object KinesisAccess : ServiceAccess<KinesisState>() {
    /** An iterator is of a stream, and a consumer may be called by its name and its stream's. */
    override fun arn(
        kind: String,
        value: Any,
        call: KinesisCall,
    ): String? =
        if (kind == "iterator") {
            try {
                call.arn("kinesis", "stream/${ShardPosition.parse("$value").stream}")
            } catch (_: AwsFault) {
                null
            }
        } else {
            null
        }

    override fun resource(
        need: Need,
        principal: Principal,
        keys: ConditionKeys,
        call: KinesisCall,
    ): ResourceSide {
        val arn = Arn.parse(need.resource)?.takeIf { it.service == "kinesis" } ?: return NOTHING
        return ResourceSide(arn.account, policy("the resource policy", call.at(arn.place).state.now[POLICIES]["$arn"]))
    }

    override fun tags(
        arn: String,
        call: KinesisCall,
    ): Map<String, String>? {
        val parsed = Arn.parse(arn)?.takeIf { it.service == "kinesis" } ?: return null
        if ("/consumer/" !in
            arn
        ) {
            return call.at(parsed.place).state.now[STREAMS][parsed.resource.substringAfter('/')]?.tags
        }
        return try {
            call.consumer(arn).tags
        } catch (_: AwsFault) {
            null
        }
    }
}

package io.mockaws.services.sns

import io.mockaws.engine.access.Need
import io.mockaws.engine.access.ServiceAccess
import io.mockaws.iam.ConditionKeys
import io.mockaws.iam.Principal
import io.mockaws.iam.ResourceSide
import io.mockaws.kit.Arn
import io.mockaws.services.sns.state.SnsCall
import io.mockaws.services.sns.state.SnsState
import io.mockaws.services.sns.state.TOPICS
import io.mockaws.services.sns.topic.Topic

/** https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-language-api-permissions-reference.html */
internal object SnsAccess : ServiceAccess<SnsState>() {
    override fun resource(
        need: Need,
        principal: Principal,
        keys: ConditionKeys,
        call: SnsCall,
    ): ResourceSide {
        val arn = Arn.parse(need.resource) ?: return NOTHING
        return ResourceSide(arn.account, topic(arn, call)?.let { policy("the topic policy", it.policy) })
    }

    override fun tags(
        arn: String,
        call: SnsCall,
    ): Map<String, String>? = Arn.parse(arn)?.let { topic(it, call) }?.tags

    /** Other services publish by the topic's policy: https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html */
    override fun judges(sender: String): Boolean = sender !in BY_ROLE

    /** They publish by a role that they were given. */
    private val BY_ROLE =
        setOf(
            "apigateway.amazonaws.com",
            "lambda.amazonaws.com",
            "pipes.amazonaws.com",
            "scheduler.amazonaws.com",
            "states.amazonaws.com",
        )

    private fun topic(
        arn: Arn,
        call: SnsCall,
    ): Topic? = if (arn.service == "sns") call.at(arn.place).state.now[TOPICS][arn.resource] else null
}

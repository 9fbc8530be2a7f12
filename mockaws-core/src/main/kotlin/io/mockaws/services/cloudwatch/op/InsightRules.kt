package io.mockaws.services.cloudwatch.op

import io.mockaws.kit.StrictJson
import io.mockaws.kit.arn
import io.mockaws.services.cloudwatch.metric.CloudWatchFaults
import io.mockaws.services.cloudwatch.state.CloudWatchCall
import io.mockaws.services.cloudwatch.state.INSIGHT_RULES
import io.mockaws.services.cloudwatch.state.InsightRule
import io.mockaws.services.cloudwatch.state.TAGS
import io.mockaws.services.cloudwatch.state.Tags
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject

@Serializable
internal data class PutInsightRuleRequest(
    val ruleName: String,
    val ruleDefinition: String,
    val ruleState: String? = null,
    val tags: List<Tag> = emptyList(),
)

@Serializable
internal data class DescribeInsightRulesRequest(
    val maxResults: Int? = null,
    val nextToken: String? = null,
)

@Serializable
internal data class DescribeInsightRulesResponse(
    val insightRules: List<Rule>,
    val nextToken: String? = null,
) {
    @Serializable
    data class Rule(
        val name: String,
        val state: String,
        val schema: String,
        val definition: String,
        val managedRule: Boolean = false,
    )
}

@Serializable
internal data class InsightRulesRequest(
    val ruleNames: List<String>,
)

@Serializable
internal data class InsightRulesResponse(
    val failures: List<PartialFailure>,
) {
    @Serializable
    data class PartialFailure(
        val failureResource: String,
        val exceptionType: String,
        val failureCode: String,
        val failureDescription: String,
    )
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutInsightRule.html */
internal fun putInsightRule(
    request: PutInsightRuleRequest,
    call: CloudWatchCall,
) {
    if (StrictJson.parse(request.ruleDefinition) !is JsonObject) {
        throw CloudWatchFaults.invalid("The rule definition must be a valid JSON object.")
    }
    call.state.write {
        val before = this[INSIGHT_RULES][request.ruleName]
        val state = request.ruleState ?: before?.state ?: ENABLED
        this[INSIGHT_RULES, request.ruleName] = InsightRule(request.ruleName, request.ruleDefinition, state)
        // Tags of a rule that is there are changed by TagResource alone.
        if (before == null && request.tags.isNotEmpty()) {
            this[TAGS, call.ruleArn(request.ruleName)] = Tags(request.tags.associate { it.key to it.value })
        }
    }
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeInsightRules.html */
internal fun describeInsightRules(
    request: DescribeInsightRulesRequest,
    call: CloudWatchCall,
): DescribeInsightRulesResponse {
    val all = call.state.now[INSIGHT_RULES].values.sortedBy { it.name }
    val page = page(all, "insight rules", request.maxResults ?: MOST, request.nextToken) { it.name }
    val rules =
        page.items.map { DescribeInsightRulesResponse.Rule(it.name, it.state, SCHEMA, it.definition) }
    return DescribeInsightRulesResponse(rules, page.nextToken)
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DeleteInsightRules.html */
internal fun deleteInsightRules(
    request: InsightRulesRequest,
    call: CloudWatchCall,
): InsightRulesResponse =
    call.eachRule(request) { rule ->
        call.state.write {
            remove(INSIGHT_RULES, rule.name)
            remove(TAGS, call.ruleArn(rule.name))
        }
    }

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_EnableInsightRules.html */
internal fun enableInsightRules(
    request: InsightRulesRequest,
    call: CloudWatchCall,
): InsightRulesResponse = call.turn(request, ENABLED)

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DisableInsightRules.html */
internal fun disableInsightRules(
    request: InsightRulesRequest,
    call: CloudWatchCall,
): InsightRulesResponse = call.turn(request, "DISABLED")

private fun CloudWatchCall.turn(
    request: InsightRulesRequest,
    to: String,
) = eachRule(request) { rule -> state.write { this[INSIGHT_RULES, rule.name] = rule.copy(state = to) } }

/** What is not there fails alone. */
private fun CloudWatchCall.eachRule(
    request: InsightRulesRequest,
    change: (InsightRule) -> Unit,
): InsightRulesResponse {
    val failures = ArrayList<InsightRulesResponse.PartialFailure>()
    for (name in request.ruleNames) {
        val rule = state.now[INSIGHT_RULES][name]
        if (rule != null) {
            change(rule)
        } else {
            failures +=
                InsightRulesResponse.PartialFailure(name, "ResourceNotFound", "404", "The rule $name does not exist.")
        }
    }
    return InsightRulesResponse(failures)
}

private fun CloudWatchCall.ruleArn(name: String): String = arn("cloudwatch", "insight-rule/$name")

private const val ENABLED = "ENABLED"

/** The only one that there is. */
private const val SCHEMA = "{\"Name\" : \"CloudWatchLogRule\", \"Version\" : 1}"
private const val MOST = 500

package io.mockaws.services.ses.op

import io.mockaws.engine.AwsFault
import io.mockaws.services.ses.state.ReceiptRule
import io.mockaws.services.ses.state.SesCall
import kotlinx.serialization.Serializable

@Serializable
internal data class CreateReceiptRuleRequest(
    val ruleSetName: String,
    val after: String? = null,
    val rule: ReceiptRule,
)

@Serializable
internal data class UpdateReceiptRuleRequest(
    val ruleSetName: String,
    val rule: ReceiptRule,
)

@Serializable
internal data class ReceiptRuleRequest(
    val ruleSetName: String,
    val ruleName: String,
)

@Serializable
internal data class DescribeReceiptRuleResponse(
    val rule: ReceiptRule,
)

@Serializable
internal data class SetReceiptRulePositionRequest(
    val ruleSetName: String,
    val ruleName: String,
    val after: String? = null,
)

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_CreateReceiptRule.html */
internal fun createReceiptRule(
    request: CreateReceiptRuleRequest,
    call: SesCall,
) {
    checkRuleName("ruleSetName", request.ruleSetName)
    checkRuleName("rule.name", request.rule.name)
    call.changeRules(request.ruleSetName) { rules ->
        if (rules.any { it.name == request.rule.name }) {
            throw AwsFault("AlreadyExists", "Rule already exists: ${request.rule.name}")
        }
        insert(rules, completed(request.rule), request.after)
    }
}

/** Without a policy it is optional: LocalStack recorded test_clone_receipt_rule_set. */
private fun completed(rule: ReceiptRule) = rule.copy(tlsPolicy = rule.tlsPolicy ?: "Optional")

/** At the front, or behind [after]. */
private fun insert(
    rules: List<ReceiptRule>,
    rule: ReceiptRule,
    after: String?,
): List<ReceiptRule> {
    if (after.isNullOrEmpty()) return listOf(rule) + rules
    val position = rules.indexOfFirst { it.name == after }
    if (position < 0) throw noRule(after)
    return rules.toMutableList().apply { add(position + 1, rule) }
}

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_DeleteReceiptRule.html */
internal fun deleteReceiptRule(
    request: ReceiptRuleRequest,
    call: SesCall,
) = call.changeRules(request.ruleSetName) { rules -> rules.filter { it.name != request.ruleName } }

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_DescribeReceiptRule.html */
internal fun describeReceiptRule(
    request: ReceiptRuleRequest,
    call: SesCall,
): DescribeReceiptRuleResponse {
    val rules = call.ruleSet(request.ruleSetName).rules
    val rule = rules.firstOrNull { it.name == request.ruleName } ?: throw noRule(request.ruleName)
    return DescribeReceiptRuleResponse(rule)
}

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_UpdateReceiptRule.html */
internal fun updateReceiptRule(
    request: UpdateReceiptRuleRequest,
    call: SesCall,
) = call.changeRules(request.ruleSetName) { rules ->
    if (rules.none { it.name == request.rule.name }) throw noRule(request.rule.name)
    rules.map { if (it.name == request.rule.name) completed(request.rule) else it }
}

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_SetReceiptRulePosition.html */
internal fun setReceiptRulePosition(
    request: SetReceiptRulePositionRequest,
    call: SesCall,
) = call.changeRules(request.ruleSetName) { rules ->
    val rule = rules.firstOrNull { it.name == request.ruleName } ?: throw noRule(request.ruleName)
    insert(rules - rule, rule, request.after)
}

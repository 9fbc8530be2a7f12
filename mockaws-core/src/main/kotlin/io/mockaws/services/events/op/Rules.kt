package io.mockaws.services.events.op

import io.mockaws.kit.ScheduleExpression
import io.mockaws.kit.pattern.EventPattern
import io.mockaws.services.events.bus.EventBus
import io.mockaws.services.events.bus.EventsCall
import io.mockaws.services.events.bus.EventsFaults
import io.mockaws.services.events.bus.EventsLimits
import io.mockaws.services.events.bus.RULES
import io.mockaws.services.events.bus.Rule
import io.mockaws.services.events.bus.bus
import io.mockaws.services.events.bus.rule
import io.mockaws.services.events.bus.ruleArn
import io.mockaws.services.events.bus.ruleKey
import io.mockaws.services.events.bus.rules
import io.mockaws.services.events.delivery.dueOf
import kotlinx.serialization.Serializable

@Serializable
internal data class PutRuleRequest(
    val name: String,
    val scheduleExpression: String? = null,
    val eventPattern: String? = null,
    val state: String? = null,
    val description: String? = null,
    val roleArn: String? = null,
    val tags: List<Tag> = emptyList(),
    val eventBusName: String? = null,
)

@Serializable
internal data class PutRuleResponse(
    val ruleArn: String,
)

@Serializable
internal data class RuleRequest(
    val name: String,
    val eventBusName: String? = null,
)

@Serializable
internal data class DeleteRuleRequest(
    val name: String,
    val eventBusName: String? = null,
    val force: Boolean? = null,
)

@Serializable
internal data class DescribeRuleResponse(
    val name: String,
    val arn: String,
    val eventPattern: String? = null,
    val scheduleExpression: String? = null,
    val state: String,
    val description: String? = null,
    val roleArn: String? = null,
    val managedBy: String? = null,
    val eventBusName: String,
    val createdBy: String,
)

@Serializable
internal data class ListRulesRequest(
    val namePrefix: String? = null,
    val eventBusName: String? = null,
    val nextToken: String? = null,
    val limit: Int? = null,
)

@Serializable
internal data class ListRulesResponse(
    val rules: List<ShownRule>,
    val nextToken: String? = null,
) {
    @Serializable
    data class ShownRule(
        val name: String,
        val arn: String,
        val eventPattern: String? = null,
        val state: String,
        val description: String? = null,
        val scheduleExpression: String? = null,
        val roleArn: String? = null,
        val managedBy: String? = null,
        val eventBusName: String,
    )
}

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html */
internal fun putRule(
    request: PutRuleRequest,
    call: EventsCall,
): PutRuleResponse {
    val pattern = request.eventPattern?.ifEmpty { null }
    val schedule = request.scheduleExpression?.ifEmpty { null }
    val bus = call.bus(request.eventBusName).name
    if (pattern == null && schedule == null) throw EventsFaults.patternOrSchedule()
    if (schedule != null) checkSchedule(schedule, bus)
    if (pattern != null) EventPattern.check(pattern)
    val now = call.now()
    call.state.write {
        val before = rule(bus, request.name)
        if (before?.managedBy != null) throw EventsFaults.managed(before.name)
        if (before == null && this[RULES].values.count { it.bus == bus } >= EventsLimits.RULES_OF_BUS) {
            throw EventsFaults.tooMany()
        }
        val rule =
            Rule(
                request.name,
                bus,
                pattern,
                schedule,
                request.state ?: Rule.ENABLED,
                request.description,
                request.roleArn,
                createdBy = before?.createdBy ?: call.account,
                // Tags of a rule that is there are changed by TagResource alone.
                tags = before?.tags ?: tagged(emptyMap(), request.tags),
                targets = before?.targets.orEmpty(),
                since = now,
            )
        this[RULES, ruleKey(bus, rule.name)] = rule.copy(due = dueOf(rule, now))
    }
    return PutRuleResponse(call.ruleArn(bus, request.name))
}

private fun checkSchedule(
    text: String,
    bus: String,
) {
    if (bus != EventBus.DEFAULT) throw EventsFaults.scheduleOnCustomBus()
    val expression = ScheduleExpression.parse(text, isStrict = true)
    if (expression == null || expression is ScheduleExpression.At) throw EventsFaults.badSchedule()
}

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DeleteRule.html */
internal fun deleteRule(
    request: DeleteRuleRequest,
    call: EventsCall,
) {
    val bus = call.bus(request.eventBusName).name
    call.state.write {
        val rule = rule(bus, request.name) ?: return@write
        if (rule.managedBy != null && request.force != true) throw EventsFaults.managed(rule.name)
        if (rule.targets.isNotEmpty()) throw EventsFaults.ruleHasTargets()
        remove(RULES, ruleKey(bus, rule.name))
    }
}

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeRule.html */
internal fun describeRule(
    request: RuleRequest,
    call: EventsCall,
): DescribeRuleResponse {
    val bus = call.bus(request.eventBusName).name
    val rule = call.state.now.rule(bus, request.name) ?: throw EventsFaults.noRule(request.name, bus)
    return DescribeRuleResponse(
        rule.name,
        call.ruleArn(rule),
        rule.pattern,
        rule.schedule,
        rule.state,
        rule.description,
        rule.roleArn,
        rule.managedBy,
        bus,
        rule.createdBy,
    )
}

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_EnableRule.html */
internal fun enableRule(
    request: RuleRequest,
    call: EventsCall,
) = call.switchRule(request, Rule.ENABLED)

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DisableRule.html */
internal fun disableRule(
    request: RuleRequest,
    call: EventsCall,
) = call.switchRule(request, Rule.DISABLED)

private fun EventsCall.switchRule(
    request: RuleRequest,
    state: String,
) {
    changeRule(bus(request.eventBusName).name, request.name) { rule ->
        if (rule.managedBy != null) throw EventsFaults.managed(rule.name)
        val switched = rule.copy(state = state, since = now())
        switched.copy(due = dueOf(switched, now()))
    }
}

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListRules.html */
internal fun listRules(
    request: ListRulesRequest,
    call: EventsCall,
): ListRulesResponse {
    val bus = call.bus(request.eventBusName).name
    val found = call.rules(bus).filter { it.name.startsWith(request.namePrefix.orEmpty()) }
    val page = page(found, listOf(bus, request.namePrefix), request.limit, request.nextToken) { it.name }
    val shown =
        page.items.map {
            ListRulesResponse.ShownRule(
                it.name,
                call.ruleArn(it),
                it.pattern,
                it.state,
                it.description,
                it.schedule,
                it.roleArn,
                it.managedBy,
                bus,
            )
        }
    return ListRulesResponse(shown, page.nextToken)
}

/** Changes a rule, which has to be there. */
internal fun EventsCall.changeRule(
    bus: String,
    name: String,
    change: (Rule) -> Rule,
) = state.write {
    val rule = rule(bus, name) ?: throw EventsFaults.noRule(name, bus)
    this[RULES, ruleKey(bus, name)] = change(rule)
}

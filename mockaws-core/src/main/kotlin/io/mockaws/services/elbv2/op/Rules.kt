package io.mockaws.services.elbv2.op

import io.mockaws.engine.AwsFault
import io.mockaws.kit.Members
import io.mockaws.kit.flag
import io.mockaws.kit.members
import io.mockaws.kit.number
import io.mockaws.kit.part
import io.mockaws.kit.parts
import io.mockaws.kit.text
import io.mockaws.kit.texts
import io.mockaws.services.elbv2.balancer.ElbCall
import io.mockaws.services.elbv2.balancer.ElbFaults
import io.mockaws.services.elbv2.balancer.Part
import io.mockaws.services.elbv2.balancer.RULES
import io.mockaws.services.elbv2.balancer.listener
import io.mockaws.services.elbv2.balancer.needed
import io.mockaws.services.elbv2.balancer.page
import io.mockaws.services.elbv2.balancer.rule
import io.mockaws.services.elbv2.balancer.rulesOf
import io.mockaws.services.elbv2.balancer.tags

private const val ID_DIGITS = 16
private val PRIORITIES = 1..50_000

/** A rule of [listener]. */
internal fun newRule(
    listener: Part,
    priority: String,
    conditions: List<Members>,
    actions: List<Members>,
    call: ElbCall,
    more: Members = emptyMap(),
    tags: Map<String, String> = emptyMap(),
): Part {
    val arn = listener.arn.replace(":listener/", ":listener-rule/") + "/" + call.ids.hex(ID_DIGITS)
    val members =
        mapOf(
            "RuleArn" to arn,
            "ListenerArn" to listener.arn,
            "Priority" to priority,
            "Conditions" to conditions,
            "Actions" to actions,
            "IsDefault" to (priority == "default"),
        )
    return Part(arn, call.ids.nextNumber(), members + more, tags)
}

/** Fields that have their values in a structure of their own, too. */
private val CONFIGS =
    mapOf(
        "path-pattern" to "PathPatternConfig",
        "host-header" to "HostHeaderConfig",
        "http-request-method" to "HttpRequestMethodConfig",
        "source-ip" to "SourceIpConfig",
        "http-header" to "HttpHeaderConfig",
        "query-string" to "QueryStringConfig",
    )
private val OLD = setOf("path-pattern", "host-header")
private const val LONGEST = 128
private const val LONGEST_NAME = 40
private val METHOD = Regex("[A-Z_-]+")
private const val MOST_VALUES = 5

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RuleCondition.html, with what nobody said */
private fun checkedConditions(asked: List<Members>): List<Members> {
    if (asked.isEmpty()) throw ElbFaults.validation("A condition must be specified")
    val conditions = asked.map(::condition)
    if (conditions.sumOf { values(it).size } > MOST_VALUES) {
        throw AwsFault("TooManyValues", "A rule can only have '$MOST_VALUES' condition values", BAD_REQUEST)
    }
    return conditions
}

private const val BAD_REQUEST = 400

private fun values(condition: Members): List<*> {
    val config = CONFIGS[condition.text("Field")]?.let(condition::part).orEmpty()
    return config["Values"] as? List<*> ?: condition.texts("Values")
}

private fun condition(asked: Members): Members {
    val field = asked.text("Field") ?: throw ElbFaults.validation("A condition field must be specified")
    val name = CONFIGS[field] ?: throw ElbFaults.validation(
        "Condition field '$field' must be one of '[${CONFIGS.keys.joinToString(", ")}]'",
    )
    val given = asked.texts("Values")
    if (asked[name] == null && field !in OLD) {
        throw ElbFaults.validation("A '$name' must be specified with '$field'")
    }
    if (given.size > 1 && asked[name] == null) {
        throw ElbFaults.validation("The '$field' field contains too many values; the limit is '1'")
    }
    val config = asked.part(name) ?: members("Values" to given.ifEmpty { null })
    val hasPatterns = asked.texts("RegexValues").isNotEmpty() || config["RegexValues"] != null
    val all = config["Values"] as? List<*> ?: emptyList<Any>()
    if (all.isEmpty() && !hasPatterns) {
        throw ElbFaults.validation(
            if (field in OLD) "A condition value must be specified" else "A '$field' value must be specified",
        )
    }
    checkLengths(field, config, all)
    val values = if (field in OLD && all.isNotEmpty()) mapOf("Values" to all) else emptyMap()
    return asked + values + (name to config)
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html#rule-condition-types */
private fun checkLengths(
    field: String,
    config: Members,
    values: List<*>,
) {
    checkLength("HttpHeaderName", config.text("HttpHeaderName"), LONGEST_NAME)
    for (value in values) {
        when (value) {
            is String -> checkLength(field, value, if (field == "http-request-method") LONGEST_NAME else LONGEST)

            is Map<*, *> -> {
                checkLength("Key", value["Key"] as? String, LONGEST)
                checkLength("Value", value["Value"] as? String, LONGEST)
                if (value["Value"] == null) {
                    throw ElbFaults.validation("A 'Value' must be specified in 'QueryStringKeyValuePair'")
                }
            }
        }
        if (field == "http-request-method" && !METHOD.matches("$value")) {
            throw ElbFaults.validation(
                "The '$field' value is invalid; the allowed characters are A-Z, hyphen and underscore",
            )
        }
    }
}

private fun checkLength(
    what: String,
    value: String?,
    most: Int,
) {
    if ((value ?: return).length > most) {
        throw ElbFaults.validation("The '$what' value is too long; the limit is '$most'")
    }
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html */
internal fun createRule(
    request: Members,
    call: ElbCall,
): Members {
    val rule =
        call.state.write {
            val listener = listener(request.needed("ListenerArn"))
            val priority = request.number("Priority") ?: 0
            checkPriority(priority)
            val conditions = checkedConditions(request.parts("Conditions"))
            if (rulesOf(listener.arn).any { it["Priority"] == "$priority" }) throw ElbFaults.priorityInUse(priority)
            val actions = checkedActions(request.parts("Actions"), listener.text("LoadBalancerArn"))
            val more = members("Transforms" to request.parts("Transforms").ifEmpty { null })
            newRule(listener, "$priority", conditions, actions, call, more, request.tags())
                .also { this[RULES, it.arn] = it }
        }
    return mapOf("Rules" to listOf(rule.members))
}

private fun checkPriority(priority: Int) {
    if (priority !in PRIORITIES) {
        throw ElbFaults.validation(
            "Priority '$priority' must be between '${PRIORITIES.first}' and '${PRIORITIES.last}' inclusive",
        )
    }
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ModifyRule.html */
internal fun modifyRule(
    request: Members,
    call: ElbCall,
): Members {
    val rule =
        call.state.write {
            val before = rule(request.needed("RuleArn"))
            if (before.members.flag("IsDefault") == true) {
                throw ElbFaults.notPermitted("Default rule '${before.arn}' cannot be modified")
            }
            val balancerArn = listener(before.text("ListenerArn")).text("LoadBalancerArn")
            val conditions = request.parts("Conditions").ifEmpty { null }?.let(::checkedConditions)
            val actions = request.parts("Actions").ifEmpty { null }?.let { checkedActions(it, balancerArn) }
            val transforms =
                if (request.flag("ResetTransforms") == true) null else request["Transforms"] ?: before["Transforms"]
            before.with(
                "Conditions" to (conditions ?: before["Conditions"]),
                "Actions" to (actions ?: before["Actions"]),
                "Transforms" to transforms,
            ).also { this[RULES, it.arn] = it }
        }
    return mapOf("Rules" to listOf(rule.members))
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeleteRule.html */
internal fun deleteRule(
    request: Members,
    call: ElbCall,
): Members {
    call.state.write {
        val rule = rule(request.needed("RuleArn"))
        if (rule.members.flag("IsDefault") == true) {
            throw ElbFaults.notPermitted("Default rule '${rule.arn}' cannot be deleted")
        }
        remove(RULES, rule.arn)
    }
    return emptyMap()
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeRules.html */
internal fun describeRules(
    request: Members,
    call: ElbCall,
): Members {
    val now = call.state.now
    val listenerArn = request.text("ListenerArn")
    val arns = request.texts("RuleArns")
    if (listenerArn == null && arns.isEmpty()) {
        throw ElbFaults.validation("You must specify either listener rule ARNs or a listener ARN")
    }
    if (listenerArn != null && arns.isNotEmpty()) {
        throw ElbFaults.validation("Listener rule ARNs and a listener ARN cannot be specified at the same time")
    }
    val found = if (listenerArn == null) arns.map(now::rule) else now.rulesOf(now.listener(listenerArn).arn)
    return page("Rules", found, request) { it.members }
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_SetRulePriorities.html: all or none. */
internal fun setRulePriorities(
    request: Members,
    call: ElbCall,
): Members {
    val changed =
        call.state.write {
            val asked = request.parts("RulePriorities").map {
                rule(it.needed("RuleArn")) to (it.number("Priority") ?: 0)
            }
            for ((rule, priority) in asked) {
                checkPriority(priority)
                if (rule.members.flag("IsDefault") == true) {
                    throw ElbFaults.notPermitted("The priority of the default rule '${rule.arn}' cannot be set")
                }
                val others = rulesOf(rule.text("ListenerArn")).filter { other ->
                    asked.none { it.first.arn == other.arn }
                }
                if (others.any { it["Priority"] == "$priority" }) throw ElbFaults.priorityInUse(priority)
            }
            asked.groupBy { (rule, priority) ->
                rule.text("ListenerArn") to priority
            }.values.firstOrNull { it.size > 1 }
                ?.let { throw ElbFaults.priorityInUse(it.first().second) }
            asked.map { (rule, priority) -> rule.with("Priority" to "$priority").also { this[RULES, it.arn] = it } }
        }
    return mapOf("Rules" to changed.map { it.members })
}

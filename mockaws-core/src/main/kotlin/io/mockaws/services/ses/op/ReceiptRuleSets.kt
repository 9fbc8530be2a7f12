package io.mockaws.services.ses.op

import io.mockaws.engine.AwsFault
import io.mockaws.kit.TableWriter
import io.mockaws.services.ses.state.ReceiptRule
import io.mockaws.services.ses.state.ReceiptRuleSet
import io.mockaws.services.ses.state.SesApi
import io.mockaws.services.ses.state.SesCall
import io.mockaws.services.ses.state.SesTables
import io.mockaws.services.ses.state.account
import io.mockaws.services.ses.state.changeAccount
import io.mockaws.services.ses.state.page
import kotlinx.serialization.Serializable
import kotlin.time.Instant

@Serializable
internal data class RuleSetRequest(
    val ruleSetName: String,
)

@Serializable
internal data class CloneReceiptRuleSetRequest(
    val ruleSetName: String,
    val originalRuleSetName: String,
)

@Serializable
internal data class SetActiveReceiptRuleSetRequest(
    val ruleSetName: String? = null,
)

@Serializable
internal data class ListReceiptRuleSetsRequest(
    val nextToken: String? = null,
)

@Serializable
internal data class ListReceiptRuleSetsResponse(
    val ruleSets: List<ReceiptRuleSetMetadata>,
    val nextToken: String?,
)

@Serializable
internal data class ReceiptRuleSetMetadata(
    val name: String,
    val createdTimestamp: Instant,
)

@Serializable
internal data class DescribeReceiptRuleSetResponse(
    val metadata: ReceiptRuleSetMetadata?,
    val rules: List<ReceiptRule>?,
)

@Serializable
internal data class ReorderReceiptRuleSetRequest(
    val ruleSetName: String,
    val ruleNames: List<String>,
)

private const val PAGE = 100
private const val LONGEST_NAME = 64
private val NAME = Regex("[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?")

/** Names of rule sets and rules have the same rules. */
internal fun checkRuleName(
    member: String,
    name: String,
) {
    if (!NAME.matches(name)) {
        throw AwsFault(
            "ValidationError",
            "Value at '$member' failed to satisfy constraint: Member must satisfy regular expression pattern: " +
                "^[a-zA-Z0-9_.-]+$",
        )
    }
    if (name.length > LONGEST_NAME) throw AwsFault("ValidationError", "Not a valid $member: $name")
}

internal fun SesCall.ruleSet(name: String): ReceiptRuleSet =
    state.now[SesTables.ruleSets][name]
        ?: throw AwsFault("RuleSetDoesNotExist", "Rule set does not exist: $name")

private fun TableWriter.add(set: ReceiptRuleSet) {
    if (set.name in this[SesTables.ruleSets]) throw AwsFault("AlreadyExists", "Rule set already exists: ${set.name}")
    this[SesTables.ruleSets, set.name] = set
}

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_CreateReceiptRuleSet.html */
internal fun createReceiptRuleSet(
    request: RuleSetRequest,
    call: SesCall,
) {
    checkRuleName("ruleSetName", request.ruleSetName)
    call.state.write { add(ReceiptRuleSet(request.ruleSetName, call.now())) }
}

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_CloneReceiptRuleSet.html */
internal fun cloneReceiptRuleSet(
    request: CloneReceiptRuleSetRequest,
    call: SesCall,
) {
    checkRuleName("ruleSetName", request.ruleSetName)
    val original = call.ruleSet(request.originalRuleSetName)
    call.state.write { add(ReceiptRuleSet(request.ruleSetName, call.now(), original.rules)) }
}

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_DeleteReceiptRuleSet.html */
internal fun deleteReceiptRuleSet(
    request: RuleSetRequest,
    call: SesCall,
) {
    if (call.state.now.account.activeRuleSet == request.ruleSetName) {
        throw AwsFault("CannotDelete", "Cannot delete active rule set: ${request.ruleSetName}")
    }
    call.state.write { remove(SesTables.ruleSets, request.ruleSetName) }
}

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_DescribeReceiptRuleSet.html */
internal fun describeReceiptRuleSet(
    request: RuleSetRequest,
    call: SesCall,
): DescribeReceiptRuleSetResponse = describe(call.ruleSet(request.ruleSetName))

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_DescribeActiveReceiptRuleSet.html */
@Suppress("UNUSED_PARAMETER")
internal fun describeActiveReceiptRuleSet(
    request: Unit,
    call: SesCall,
): DescribeReceiptRuleSetResponse = describe(call.state.now.account.activeRuleSet?.let(call::ruleSet))

private fun describe(set: ReceiptRuleSet?) = DescribeReceiptRuleSetResponse(set?.let(::metadataOf), set?.rules)

private fun metadataOf(set: ReceiptRuleSet) = ReceiptRuleSetMetadata(set.name, set.createdAt)

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_SetActiveReceiptRuleSet.html */
internal fun setActiveReceiptRuleSet(
    request: SetActiveReceiptRuleSetRequest,
    call: SesCall,
) {
    val name = request.ruleSetName?.ifEmpty { null }
    name?.let(call::ruleSet)
    call.changeAccount { it.copy(activeRuleSet = name) }
}

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_ListReceiptRuleSets.html */
internal fun listReceiptRuleSets(
    request: ListReceiptRuleSetsRequest,
    call: SesCall,
): ListReceiptRuleSetsResponse {
    val all = call.state.now[SesTables.ruleSets].values.sortedBy { it.name }
    val page = SesApi.V1.page(all, PAGE, request.nextToken, "rule sets") { it.name }
    return ListReceiptRuleSetsResponse(page.items.map(::metadataOf), page.nextToken)
}

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_ReorderReceiptRuleSet.html */
internal fun reorderReceiptRuleSet(
    request: ReorderReceiptRuleSetRequest,
    call: SesCall,
) = call.changeRules(request.ruleSetName) { rules ->
    val byName = rules.associateBy { it.name }
    val ordered = request.ruleNames.distinct().map { byName[it] ?: throw noRule(it) }
    if (ordered.size != rules.size) throw SesApi.V1.invalid("All rules of the rule set must be listed.")
    ordered
}

internal fun noRule(name: String): AwsFault = AwsFault("RuleDoesNotExist", "Rule does not exist: $name")

internal fun SesCall.changeRules(
    set: String,
    change: (List<ReceiptRule>) -> List<ReceiptRule>,
) {
    state.write {
        val found = ruleSet(set)
        this[SesTables.ruleSets, set] = found.copy(rules = change(found.rules))
    }
}

package io.mockaws.iam

import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * What IAM says to a policy document that it does not take. The order in which it looks, and its words, are those that
 * moto has found out of AWS (tests/test_iam/test_iam_policies.py), but for the principals.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
internal object PolicyCheck {
    private const val SYNTAX = "Syntax errors in policy."
    private const val LEGACY = "The policy failed legacy parsing"

    /** What is wrong with [document] as a managed policy; null for nothing. */
    fun ofManaged(document: String): String? = ofIdentity(document, ::tooOld)

    /** The same as a policy that is embedded in a user, group or role. */
    fun ofInline(document: String): String? = ofIdentity(document) { null }

    private fun ofIdentity(
        document: String,
        checkVersion: (JsonObject) -> String?,
    ): String? {
        val policy = parse(document) ?: return SYNTAX
        val statements = StatementCheck.of(policy) ?: return SYNTAX
        return checkVersion(policy) ?: problem(statements) ?: unless(statements.all { it.hasResources }) {
            "Policy statement must contain resources."
        } ?: unless(statements.none { it.hasPrincipal }) { "Policy document should not specify a principal." }
    }

    /** What is wrong with [document] as the trust policy of a role; null for nothing. */
    fun ofTrust(document: String): String? {
        // LocalStack's recording: tests/aws/services/iam, test_create_role_with_malformed_assume_role_policy_document.
        val policy = parse(document) ?: return "This policy contains invalid Json"
        val statements = StatementCheck.of(policy) ?: return SYNTAX
        return problem(statements) ?: unless(statements.all { it.isOfSts }) {
            "Trust Policy statement actions can only be sts:AssumeRole, sts:AssumeRoleWithSAML,  and " +
                "sts:AssumeRoleWithWebIdentity"
        } ?: unless(statements.none { it.namesResources }) { "Has prohibited field Resource." }
            ?: unless(statements.all { it.hasPrincipal }) { "Missing required field Principal" }
    }

    private fun parse(document: String): JsonObject? =
        try {
            Json.parseToJsonElement(document) as? JsonObject
        } catch (_: SerializationException) {
            null
        }

    private fun tooOld(policy: JsonObject): String? =
        unless((policy["Version"] as? JsonPrimitive)?.content == "2012-10-17") {
            "Policy document must be version 2012-10-17 or greater."
        }

    private fun problem(statements: List<StatementCheck>): String? {
        val resourceProblem = statements.firstNotNullOfOrNull { it.resourceProblem() }
        val failsLegacy = statements.any { it.failsLegacy } ||
            (resourceProblem == null && statements.any { it.resourcesFailLegacy })
        val sids = statements.mapNotNull { it.sid }.filter { it.isNotEmpty() }
        return unless(!failsLegacy) { LEGACY }
            ?: unless(sids.toSet().size == sids.size) { "Statement IDs (SID) in a single policy must be unique." }
            ?: unless(statements.all { it.hasActions }) { "Policy statement must contain actions." }
            ?: resourceProblem
            ?: statements.firstNotNullOfOrNull { it.actionProblem() }
    }

    private inline fun unless(
        isRight: Boolean,
        message: () -> String,
    ): String? = if (isRight) null else message()
}

/** One statement of a policy that is looked at. */
private class StatementCheck(
    private val json: JsonObject,
) {
    val sid: String? get() = (json["Sid"] as? JsonPrimitive)?.content
    private val actions = json["Action"] ?: json["NotAction"]
    private val resources = json["Resource"] ?: json["NotResource"]
    private val resourceTexts = texts(resources)

    val hasActions: Boolean get() = actions != null && (actions !is JsonArray || actions.isNotEmpty())
    val namesResources: Boolean get() = resources != null
    val hasResources: Boolean get() = resources != null && (resources !is JsonArray || resources.isNotEmpty())
    val hasPrincipal: Boolean get() = "Principal" in json || "NotPrincipal" in json

    /** Whether it is about the actions of STS alone, which a trust policy has to be. */
    val isOfSts: Boolean get() = "Action" in json && texts(actions).all { it in stsActions || '*' in it }

    private val isWellFormed: Boolean
        get() =
            json.keys.all { it in elements } && !("Action" in json && "NotAction" in json) &&
                !("Resource" in json && "NotResource" in json) && isEffect(json["Effect"]) &&
                isTexts(actions) && isTexts(resources) && isText(json["Sid"]) && isCondition(json["Condition"])

    private fun isEffect(effect: JsonElement?) =
        effect is JsonPrimitive && effect.isString && effect.content.lowercase() in setOf("allow", "deny")

    private fun isText(element: JsonElement?) = element == null || (element is JsonPrimitive && element.isString)

    private fun isTexts(element: JsonElement?) =
        isText(element) || (element is JsonArray && element.all { it is JsonNull || isText(it) })

    private fun isCondition(condition: JsonElement?): Boolean =
        condition == null || (
            condition is JsonObject && condition.all { (operator, keys) ->
                keys is JsonObject && (keys.isEmpty() || operatorOf(operator) in operators) &&
                    keys.values.none { it is JsonObject || it is JsonNull }
            }
            )

    /** What an older parser of AWS's, which sees the policy too, does not take. */
    val failsLegacy: Boolean
        get() {
            val effect = (json["Effect"] as JsonPrimitive).content
            val dates =
                (json["Condition"] as? JsonObject).orEmpty().filterKeys { operatorOf(it).startsWith("Date") }.values
                    .flatMap { (it as JsonObject).values }.flatMap(::texts)
            return effect !in setOf("Allow", "Deny") || dates.any { !isDate(it) }
        }

    val resourcesFailLegacy: Boolean
        get() =
            resourceTexts.any {
                val parts = it.split(':')
                it != "*" && (("::" in it && parts.size < ARN_PARTS) || parts.getOrNull(2)?.isEmpty() != false)
            }

    fun resourceProblem(): String? =
        resourceTexts.sorted().firstNotNullOfOrNull { if (it == "*") null else resourceProblem(it) }

    private fun resourceProblem(resource: String): String? {
        val parts = resource.split(':', limit = ARN_PARTS)
        if (parts.size == 1) return "Resource $resource must be in ARN format or \"*\"."
        val partition = parts[1]
        if (partition != "*" && partition !in partitions) {
            val whole = (listOf("arn") + parts.drop(1) + List(ARN_PARTS - parts.size) { "*" }).joinToString(":")
            return "Partition \"$partition\" is not valid for resource \"$whole\"."
        }
        if (parts.size == 2) return "Resource vendor must be fully qualified and cannot contain regexes."
        val hasRegion = parts.getOrElse(REGION) { "" }.isNotEmpty()
        val rest = parts.getOrElse(ARN_PARTS - 1) { "" }
        return when {
            parts[2] == "iam" && hasRegion -> "IAM resource $resource cannot contain region information."

            parts[2] == "iam" && parts.size == ARN_PARTS && iamPaths.none { rest.startsWith(it) } && rest != "*" ->
                "IAM resource path must either be \"*\" or start with ${iamPaths.joinToString()}."

            parts[2] == "s3" && hasRegion && !rest.startsWith("accesspoint/") ->
                "Resource $resource can not contain region information."

            else -> null
        }
    }

    fun actionProblem(): String? = texts(actions).firstNotNullOfOrNull(::actionProblem)

    private fun actionProblem(action: String): String? {
        val parts = action.split(':')
        return when {
            action == "*" -> null
            parts.size == 1 -> "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."
            parts.size > 2 -> "Actions/Condition can contain only one colon."
            parts[0] != "*" && !vendor.matches(parts[0]) -> "Vendor ${parts[0]} is not valid"
            else -> null
        }
    }

    companion object {
        private const val ARN_PARTS = 6
        private const val REGION = 3
        private val elements =
            setOf(
                "Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource",
                "Condition",
            )
        private val partitions =
            setOf("aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-eusc")
        private val vendor = Regex("[a-zA-Z0-9.-]+")

        /** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
        private val operators =
            listOf("Equals", "NotEquals", "EqualsIgnoreCase", "NotEqualsIgnoreCase", "Like", "NotLike")
                .map { "String$it" } +
                listOf("Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals")
                    .flatMap { listOf("Numeric$it", "Date$it") } +
                listOf("Equals", "NotEquals", "Like", "NotLike").map { "Arn$it" } +
                listOf("Bool", "BinaryEquals", "IpAddress", "NotIpAddress", "Null")

        /** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html */
        private val stsActions =
            listOf(
                "AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity", "AssumeRoot", "SetContext",
                "DecodeAuthorizationMessage", "GetAccessKeyInfo", "GetCallerIdentity", "GetFederationToken",
                "GetServiceBearerToken", "GetSessionToken", "SetSourceIdentity", "TagSession",
            ).map { "sts:$it" }
        private val iamPaths =
            listOf(
                "user/", "federated-user/", "role/", "group/", "instance-profile/", "mfa/", "server-certificate/",
                "policy/", "sms-mfa/", "saml-provider/", "oidc-provider/", "report/", "access-report/",
            )
        private val isoDate =
            Regex(
                "-?\\d{1,9}(-(0?[1-9]|1[0-2])(-(0?[1-9]|[12]\\d|3[01]))?)?" +
                    "(t((\\d|[01]\\d|2[0-3])(:[0-5]?\\d(:[0-5]?\\d(\\.\\d{1,9})?)?)?)?(z|[+-]\\d{2}(:?\\d{2})?)?)?"
            )

        /** The statements of [policy]; null where its syntax is not a policy's. */
        fun of(policy: JsonObject): List<StatementCheck>? {
            val version = policy["Version"]
            val isKnown =
                version == null || (version as? JsonPrimitive)?.content in setOf("2008-10-17", "2012-10-17")
            val id = policy["Id"]
            val isId = id == null || (id is JsonPrimitive && id.isString)
            val given =
                when (val all = policy["Statement"]) {
                    is JsonObject -> listOf(all)
                    is JsonArray -> all
                    else -> emptyList()
                }
            val statements = given.map { StatementCheck(it as? JsonObject ?: return null) }
            val isRight = isKnown && isId && policy.keys.all { it in setOf("Version", "Id", "Statement") }
            return statements.takeIf { isRight && it.isNotEmpty() && it.all { statement -> statement.isWellFormed } }
        }

        private fun texts(element: JsonElement?): List<String> =
            when (element) {
                is JsonArray -> element.filter { it is JsonPrimitive && it !is JsonNull }.flatMap(::texts)
                is JsonPrimitive -> listOf(element.content)
                else -> emptyList()
            }

        private fun operatorOf(text: String): String =
            text.removePrefix("ForAnyValue:").removePrefix("ForAllValues:").removeSuffix("IfExists")

        /** A date, or the seconds since 1970. */
        private fun isDate(text: String): Boolean {
            val seconds = text.toLongOrNull()
            if (seconds != null && seconds >= 0) return true
            return isoDate.matches(text.lowercase())
        }
    }
}

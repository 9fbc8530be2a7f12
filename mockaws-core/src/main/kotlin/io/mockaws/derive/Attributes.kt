package io.mockaws.derive

import io.mockaws.model.MemberModel
import io.mockaws.model.ScalarKind
import io.mockaws.model.ScalarModel
import io.mockaws.model.StructureModel

/** Members that follow from the call and the clock. */
internal class Attributes(
    private val question: Question,
    private val kind: Kind,
) {
    fun of(member: MemberModel): Any? {
        if (member.target is StructureModel) return within(member, member.target as StructureModel)
        val shape = member.target as? ScalarModel ?: return null
        val name = member.name.lowercase()
        return when (shape.kind) {
            ScalarKind.TIMESTAMP -> question.call.now().takeIf { isOfBirth(name) }
            ScalarKind.STRING -> text(name, shape)
            ScalarKind.INTEGER -> number(name)?.toInt()
            ScalarKind.LONG -> number(name) ?: millis(name)
            else -> null
        }
    }

    /** `{statusCode: ACTIVE}` and `{arn, createdAt, version}`, which some keep in a structure of their own. */
    private fun within(
        member: MemberModel,
        shape: StructureModel,
    ): Map<String, Any?>? {
        val name = kind.canonical(member.name)
        if (name in STATES) {
            val code = shape.members.firstOrNull { it.isText && isCode(it.name.lowercase()) } ?: return null
            val target = code.target as ScalarModel
            return mapOf(code.name to (if (target.isEnum) good(target) else "ACTIVE"))
        }
        if (!isMetadata(member)) return null
        val simple = shape.members.filter { it.target is ScalarModel }
        return simple.mapNotNull { inner -> of(inner)?.let { inner.name to it } }.toMap()
    }

    private fun isCode(name: String) = name in CODES || name.endsWith("code") || name.endsWith("status")

    /** Whether [member] is a structure for what AWS adds itself. */
    fun isMetadata(member: MemberModel): Boolean =
        member.target is StructureModel && kind.canonical(member.name) in setOf("metadata", "resourcemetadata")

    /** Those that a change moves. */
    fun moved(member: MemberModel): Any? {
        val name = member.name.lowercase()
        if (kind.canonical(name) in LOCKS && member.isText) return question.call.ids.uuid()
        if (CHANGE.none { it in name } || NOT_NOW.any { it in name }) return null
        val shape = member.target as? ScalarModel
        return if (shape?.kind == ScalarKind.TIMESTAMP) question.call.now() else null
    }

    private fun number(name: String): Long? =
        when {
            isVersion(name) -> 1L
            COUNTS.any { it.matches(name) } -> 0L
            else -> null
        }

    /** Times that are numbers are milliseconds. */
    private fun millis(name: String): Long? =
        if (isOfBirth(name) && DATES.any { name.endsWith(it) }) question.call.now().toEpochMilliseconds() else null

    private fun text(
        name: String,
        shape: ScalarModel,
    ): String? {
        val canonical = kind.canonical(name)
        return when {
            shape.isEnum -> status(name, shape)
            canonical in OWNER || isAccount(name, shape) -> question.call.account
            canonical == "region" || canonical == "awsregion" -> question.call.region
            canonical in ETAG -> question.call.ids.uuid()
            isVersion(name) -> firstVersion(shape)
            canonical in STATES -> if (question.rules.errors.isQuery) "available" else "ACTIVE"
            isOfBirth(name) && DATES.any { name.endsWith(it) } -> question.call.now().toString()
            else -> null
        }
    }

    /** Whether [name] is an account's: it says so, and is as long as ids of accounts are. */
    private fun isAccount(
        name: String,
        shape: ScalarModel,
    ) = (name.endsWith("owner") || name.endsWith("accountid")) && shape.range?.min?.toInt() == ACCOUNT &&
        shape.range?.max?.toInt() == ACCOUNT

    /** `1`, but where versions are longer texts. */
    private fun firstVersion(shape: ScalarModel): String {
        val shortest = shape.range?.min?.toInt() ?: 1
        return if (shortest <= 1) "1" else question.call.ids.alphanumeric(shortest)
    }

    private fun status(
        name: String,
        shape: ScalarModel,
    ): String? {
        return when (kind.canonical(name)) {
            in LIFE -> good(shape)
            "type" -> Words.saidIn(question.operation.name, shape.values)
            else -> null
        }
    }

    private fun good(shape: ScalarModel): String =
        GOOD.firstNotNullOfOrNull { good ->
            shape.values.firstOrNull { it.replace("_", "").equals(good, ignoreCase = true) }
        } ?: shape.values.first()

    /** Whether [name] says where a thing of [of] stands. */
    fun isState(
        name: String,
        of: Kind,
    ): Boolean = of.canonical(name) in LIFE

    fun isVersion(name: String): Boolean = kind.canonical(name) in VERSION

    private fun isOfBirth(name: String) = BIRTH.any { it in name } && NOT_NOW.none { it in name }

    private companion object {
        const val ACCOUNT = 12
        val STATES = words("status state")
        val LIFE = STATES + words("lifecyclestate lifecyclestatus lifecycle")
        val CODES = words("code name value state")
        val COUNTS = listOf(Regex(".*count"), Regex("num(ber)?of.*"))
        val OWNER =
            words("accountid awsaccountid ownerid owneraccount owneraccountid registryid owner catalogid resourceowner")
        val ETAG = words("etag revisionid locktoken updatetoken changetoken")

        /** Those that a change gives anew, and that it takes as proof that its sender knows the thing as it is. */
        val LOCKS = words("locktoken")
        val VERSION =
            words("version versionid versionnumber revision latestversion defaultversion currentversion")
        val DATES = words("time date at on timestamp")

        /** What names of times have in them that are set when a thing is made. */
        val BIRTH =
            words("creat launch submit register request updat modif change started starttime startdate") +
                words("issued added upload joined")
        val CHANGE = words("updat modif lastchange")

        /** What names have in them that are no times of birth. */
        val NOT_NOW =
            words("dereg expir end stop delet complet finish next lastus lastaccess lastlogin by")

        /** Where a thing stands when all is well, the likeliest first. */
        val GOOD =
            words("active available enabled ready running inservice created succeeded completed complete") +
                words("createcomplete deployed successful creationsuccessful associated attached success on normal") +
                words("healthy")

        fun words(text: String) = text.split(' ').toSet()
    }
}

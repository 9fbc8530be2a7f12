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
            ScalarKind.INTEGER, ScalarKind.LONG -> number(name)?.let { Coercion.to(shape, it) }
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
            val code = shape.members.firstOrNull { inner -> inner.isText && inner.name.lowercase().let { it in CODES || it.endsWith("code") || it.endsWith("status") } } ?: return null
            val target = code.target as ScalarModel
            return mapOf(code.name to (if (target.isEnum) good(target) else "ACTIVE"))
        }
        if (!isMetadata(member)) return null
        return shape.members.mapNotNull { inner -> (if (inner.target is ScalarModel) of(inner) else null)?.let { inner.name to it } }.toMap()
    }

    /** Whether [member] is a structure for what AWS adds itself. */
    fun isMetadata(member: MemberModel): Boolean =
        member.target is StructureModel && kind.canonical(member.name).let { it == "metadata" || it == "resourcemetadata" }

    /** Those that a change moves. */
    fun moved(member: MemberModel): Any? {
        val name = member.name.lowercase()
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

    private fun text(
        name: String,
        shape: ScalarModel,
    ): String? {
        val canonical = kind.canonical(name)
        return when {
            shape.isEnum -> status(name, shape)
            canonical in OWNER -> question.call.account
            canonical == "region" || canonical == "awsregion" -> question.call.region
            canonical in ETAG -> question.call.ids.uuid()
            isVersion(name) -> "1"
            canonical == "status" || canonical == "state" -> if (question.rules.model.facts.protocols.first() == "awsQuery") "available" else "ACTIVE"
            isOfBirth(name) && DATES.any { name.endsWith(it) } -> question.call.now().toString()
            else -> null
        }
    }

    private fun status(
        name: String,
        shape: ScalarModel,
    ): String? {
        if (kind.canonical(name).let { it !in LIFE }) return null
        return good(shape)
    }

    private fun good(shape: ScalarModel): String =
        GOOD.firstNotNullOfOrNull { good -> shape.values.firstOrNull { it.replace("_", "").equals(good, ignoreCase = true) } }
            ?: shape.values.first()

    fun isVersion(name: String): Boolean = kind.canonical(name) in setOf("version", "versionid", "versionnumber", "revision", "latestversion", "defaultversion", "currentversion")

    private fun isOfBirth(name: String) = BIRTH.any { it in name } && NOT_NOW.none { it in name }

    private companion object {
        val STATES = setOf("status", "state")
        val LIFE = STATES + setOf("lifecyclestate", "lifecyclestatus", "lifecycle")
        val CODES = setOf("code", "name", "value", "state")
        val COUNTS = listOf(Regex(".*count"), Regex("num(ber)?of.*"))
        val OWNER = setOf("accountid", "awsaccountid", "ownerid", "owneraccount", "owneraccountid", "registryid", "owner", "catalogid")
        val ETAG = setOf("etag", "revisionid", "locktoken", "updatetoken", "changetoken")
        val DATES = listOf("time", "date", "at", "on", "timestamp")
        val BIRTH = listOf("creat", "launch", "submit", "register", "request", "updat", "modif", "change", "started", "starttime", "startdate", "issued", "added", "upload", "joined")
        val CHANGE = listOf("updat", "modif", "lastchange")
        val NOT_NOW = listOf("dereg", "expir", "end", "stop", "delet", "complet", "finish", "next", "lastus", "lastaccess", "lastlogin", "requestedby", "createdby", "modifiedby", "updatedby", "by")
        val GOOD =
            listOf("active", "available", "enabled", "ready", "running", "inservice", "created", "succeeded", "completed", "complete", "createcomplete", "deployed", "creationsuccessful", "associated", "attached", "success", "on", "normal", "healthy")
    }
}

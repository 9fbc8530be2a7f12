package io.mockaws.derive

import io.mockaws.engine.AwsFault
import io.mockaws.model.ErrorModel
import io.mockaws.model.OperationModel
import io.mockaws.model.ServiceModel
import io.mockaws.model.StructureModel
import io.mockaws.model.Validator
import io.mockaws.model.Violation
import io.mockaws.wire.ErrorShape
import io.mockaws.wire.MemberNames
import io.mockaws.wire.codec.MembersSerializer

/** Chooses among the errors that an operation declares the one that AWS would answer. */
internal class Refusals(
    private val model: ServiceModel,
    private val facts: DerivedFacts,
) {
    private val isEc2 = model.facts.protocols.first() == "ec2Query"
    private val isQuery = isEc2 || model.facts.protocols.first() == "awsQuery"

    /** A thing of [kind] that [given] names, and that is not there. */
    fun notFound(
        operation: OperationModel,
        kind: Kind,
        given: String?,
    ): AwsFault {
        val fact = facts.missing(kind.noun)
        val shape = best(operation) { missingScore(it, kind) } ?: best(operation) { invalidScore(it) }
        val text = fact?.text?.fill(given) ?: "${title(kind)} ${given.orEmpty()} not found.".replace("  ", " ")
        return fault(fact?.code, shape, if (isQuery) "${kind.words.joinToString("", transform = ::capital)}NotFound" else "ResourceNotFoundException", text, given, kind)
    }

    /** Whether the operation, or the service, has an error for what is not there. */
    fun knowsNotFound(operation: OperationModel): Boolean = operation.errors.any { isMissing(it.name.lowercase()) }

    /** A thing of [kind] that would be called [given] as another is. */
    fun exists(
        operation: OperationModel,
        kind: Kind,
        given: String?,
    ): AwsFault {
        val fact = facts.exists(kind.noun)
        val shape = best(operation) { existsScore(it, kind) } ?: best(operation) { invalidScore(it) }
        val text = fact?.text?.fill(given) ?: "${title(kind)} ${given.orEmpty()} already exists.".replace("  ", " ")
        return fault(fact?.code, shape, "ResourceAlreadyExistsException", text, given, kind)
    }

    /** What [operation] was given is not as it has to be. */
    fun invalid(
        operation: OperationModel,
        text: String,
    ): AwsFault = fault(null, best(operation) { invalidScore(it) }, if (isQuery) "ValidationError" else "ValidationException", text, null, null)

    /** What constraints of the model say of an input. An error for the member, as `InvalidNameException`, comes first. */
    fun violated(
        operation: OperationModel,
        violations: List<Violation>,
    ): AwsFault {
        val first = violations.first()
        if (isEc2) return ec2(first)
        val message = Validator.message(violations)
        if (isQuery) return AwsFault("ValidationError", message)
        val member = first.path.substringBefore('.').lowercase()
        val named = operation.errors.firstOrNull { it.name.lowercase().let { name -> name == "invalid$member" || name == "invalid${member}exception" } }
        return if (named == null) invalid(operation, message) else fault(null, named, named.name, message, null, null)
    }

    private fun ec2(violation: Violation): AwsFault {
        val name = violation.path.replaceFirstChar { it.uppercase() }
        return if (violation.value == null) {
            AwsFault("MissingParameter", "The request must contain the parameter $name")
        } else {
            AwsFault("InvalidParameterValue", "Value (${violation.value}) for parameter $name is invalid.")
        }
    }

    /** A token that no list of [operation] gave. */
    fun badToken(operation: OperationModel): AwsFault {
        val shape = best(operation) { if ("token" in it || "pagination" in it) TOKEN else 0 } ?: best(operation) { invalidScore(it) }
        return fault(null, shape, if (isQuery) "InvalidNextToken" else "ValidationException", "Invalid token", null, null)
    }

    /** A thing that may not be deleted: it is protected, or has others in it. */
    fun conflict(
        operation: OperationModel,
        text: String,
    ): AwsFault? {
        val shape = operation.errors.firstOrNull { isConflict(it.name.lowercase()) } ?: return null
        return fault(null, shape, shape.name, text, null, null)
    }

    /** The error [code] of facts. */
    fun of(
        operation: OperationModel,
        refusal: DerivedFacts.Refusal,
        given: String?,
    ): AwsFault = fault(refusal.code, best(operation) { invalidScore(it) }, "ValidationException", refusal.text.fill(given), given, null)

    /** Whether [operation] does not delete what others are in. */
    fun refusesFull(operation: OperationModel): Boolean =
        operation.errors.any { error -> error.name.lowercase().let { n -> FULL.any { it in n } } }

    private fun isConflict(name: String) = FULL.any { it in name } || "conflict" in name || "invalidstate" in name

    private fun best(
        operation: OperationModel,
        score: (String) -> Int,
    ): StructureModel? =
        operation.errors.ifEmpty { null }?.bestBy(score) ?: model.errors.bestBy { (score(it) - WHOLE_SERVICE) }

    private fun List<StructureModel>.bestBy(score: (String) -> Int) =
        map { it to score(it.name.lowercase()) }.filter { it.second > 0 }.maxByOrNull { it.second }?.first

    private fun isMissing(name: String) = MISSING.any { it in name }

    private fun missingScore(
        name: String,
        kind: Kind,
    ): Int = if (isMissing(name)) qualified(MISSING.fold(name) { left, word -> left.replace(word, "") }, kind) else 0

    private fun existsScore(
        name: String,
        kind: Kind,
    ): Int =
        when {
            EXISTS.any { it in name } -> qualified(EXISTS.fold(name) { left, word -> left.replace(word, "") }, kind)
            name.startsWith("conflict") || name == "resourceconflictexception" -> CONFLICT
            name.startsWith("resourceinuse") -> IN_USE
            else -> 0
        }

    /** How well what an error is about fits [kind]. */
    private fun qualified(
        name: String,
        kind: Kind,
    ): Int {
        val about = name.removeSuffix("exception").removeSuffix("fault").removeSuffix("error")
        return when {
            about == kind.noun -> EXACT
            about in GENERAL -> GENERIC
            kind.noun.endsWith(about) || about.endsWith(kind.noun) || about.startsWith(kind.noun) -> NAMED + about.length
            else -> 0
        }
    }

    private fun invalidScore(name: String): Int = INVALID.indexOfFirst { it in name }.let { if (it < 0) 0 else WHOLE_SERVICE - 1 - it }

    private fun fault(
        code: String?,
        shape: StructureModel?,
        fallback: String,
        text: String,
        given: String?,
        kind: Kind?,
    ): AwsFault {
        val named = code?.let { wanted -> model.errors.firstOrNull { it.name == wanted || it.error?.code == wanted } }
        val known = named ?: shape.takeIf { code == null } ?: return AwsFault(code ?: fallback, text)
        val error = known.error ?: ErrorModel(null, null, false)
        val status = error.status ?: if (error.isFault) SERVER else CLIENT
        return AwsFault(ErrorShape(known.name, text, status, error.code ?: known.name, detail(known, given, kind)))
    }

    /** The members of an error beside its message: what was asked for, and its type. */
    private fun detail(
        shape: StructureModel,
        given: String?,
        kind: Kind?,
    ): ErrorShape.Detail<*>? {
        val members = LinkedHashMap<String, Any?>()
        for (member in shape.members.filter { it.isText }) {
            when (member.name.lowercase()) {
                "resourceid", "resourcename", "resource" -> given?.let { members[member.name] = it }
                "resourcetype" -> kind?.let { members[member.name] = it.words.joinToString("-") }
            }
        }
        if (members.isEmpty()) return null
        return ErrorShape.Detail(MembersSerializer(model.descriptors.of(shape), MemberNames.AS_IS), members)
    }

    private fun title(kind: Kind) = capital(kind.words.joinToString(" "))

    private fun capital(word: String) = word.replaceFirstChar { it.uppercase() }

    private fun String.fill(given: String?) = replace("{}", given.orEmpty())

    private companion object {
        val MISSING = listOf("notfound", "nosuch", "doesnotexist", "doesntexist", "notexist", "nonexistent", "unknown")
        val EXISTS = listOf("alreadyexists", "alreadyexist", "exists", "duplicate", "already")
        val GENERAL = setOf("", "resource", "entity", "object", "item")
        val FULL = listOf("notempty", "inuse", "deleteconflict", "hasassociat")
        val INVALID =
            listOf("validation", "invalidparametervalue", "invalidparameter", "invalidinput", "invalidargument", "invalidrequest", "badrequest", "invalid", "clientexception")
        const val EXACT = 1000
        const val NAMED = 600
        const val GENERIC = 500
        const val CONFLICT = 400
        const val IN_USE = 300
        const val TOKEN = 400
        const val WHOLE_SERVICE = 100
        const val SERVER = 500
        const val CLIENT = 400
    }
}

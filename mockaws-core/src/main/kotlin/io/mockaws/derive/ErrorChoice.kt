package io.mockaws.derive

import io.mockaws.model.OperationModel
import io.mockaws.model.ServiceModel
import io.mockaws.model.StructureModel

/** Chooses among the errors that an operation declares, or else its service, the one that AWS would answer. */
internal class ErrorChoice(
    private val model: ServiceModel,
) {
    val isEc2: Boolean = model.facts.protocols.first() == "ec2Query"

    /** Whether it is one of the older services, whose errors have other codes. */
    val isQuery: Boolean = isEc2 || model.facts.protocols.first() == "awsQuery"

    /** The error that says of no other kind that it is not there. */
    fun notFound(
        operation: OperationModel,
        kind: Kind,
    ): StructureModel? = best(operation) { missingScore(it, kind) } ?: invalid(operation)

    /** Whether [operation] has an error for what is not there. */
    fun knowsNotFound(operation: OperationModel): Boolean = operation.errors.any { isMissing(it.name.lowercase()) }

    /** Whether [operation] has an error for what is there already. */
    fun knowsExists(operation: OperationModel): Boolean =
        operation.errors.any { error -> error.name.lowercase().let { name -> EXISTS.any { it in name } } }

    fun exists(
        operation: OperationModel,
        kind: Kind,
    ): StructureModel? = best(operation) { existsScore(it, kind) } ?: invalid(operation)

    /** The error for any input that is wrong. */
    fun invalid(operation: OperationModel): StructureModel? =
        operation.errors.map {
            it to INVALID.indexOf(bare(it.name.lowercase()))
        }.filter { it.second >= 0 }.minByOrNull { it.second }?.first

    /** The error for a wrong [member]. */
    fun invalid(
        operation: OperationModel,
        member: String,
    ): StructureModel? = operation.errors.firstOrNull { bare(it.name.lowercase()) == "invalid${member.lowercase()}" }

    fun badToken(operation: OperationModel): StructureModel? =
        operation.errors.firstOrNull { error -> error.name.lowercase().let { "token" in it || "pagination" in it } }
            ?: invalid(operation)

    fun otherRequest(operation: OperationModel): StructureModel? =
        operation.errors.firstOrNull { "idempoten" in it.name.lowercase() }

    /** Whether [operation] does not delete what others are in. */
    fun refusesFull(operation: OperationModel): Boolean =
        operation.errors.any { error -> error.name.lowercase().let { name -> FULL.any { it in name } } }

    fun conflict(operation: OperationModel): StructureModel? =
        operation.errors.firstOrNull { error ->
            error.name.lowercase().let { name ->
                FULL.any { it in name } || "conflict" in name || "invalidstate" in name
            }
        }

    private fun best(
        operation: OperationModel,
        score: (String) -> Int,
    ): StructureModel? = operation.errors.bestBy(score) ?: model.allErrors.bestBy(score)

    private fun List<StructureModel>.bestBy(score: (String) -> Int) =
        map { it to score(it.name.lowercase()) }.filter { it.second > 0 }.maxByOrNull { it.second }?.first

    private fun isMissing(name: String) = MISSING.any { it in name }

    private fun missingScore(
        name: String,
        kind: Kind,
    ): Int = if (isMissing(name)) fit(MISSING.fold(name) { left, word -> left.replace(word, "") }, kind) else 0

    private fun existsScore(
        name: String,
        kind: Kind,
    ): Int =
        when {
            EXISTS.any { it in name } -> fit(EXISTS.fold(name) { left, word -> left.replace(word, "") }, kind)
            bare(name) in setOf("conflict", "resourceconflict") -> CONFLICT
            name.startsWith("resourceinuse") -> IN_USE
            else -> 0
        }

    /** How well what an error is about fits [kind]. One that is about something else is none. */
    private fun fit(
        name: String,
        kind: Kind,
    ): Int {
        val about = bare(name)
        return when {
            about == kind.noun -> EXACT

            about in GENERAL -> GENERIC

            kind.noun.endsWith(about) || about.endsWith(kind.noun) || about.startsWith(kind.noun) ->
                NAMED +
                    about.length

            else -> 0
        }
    }

    private fun bare(name: String) = name.removeSuffix("exception").removeSuffix("fault").removeSuffix("error")

    private companion object {
        val MISSING = listOf("notfound", "nosuch", "doesnotexist", "doesntexist", "notexist", "nonexistent", "unknown")
        val EXISTS = listOf("alreadyexists", "alreadyexist", "exists", "duplicate", "already")
        val GENERAL = setOf("", "resource", "entity", "object", "item")
        val FULL = listOf("notempty", "inuse", "deleteconflict", "hasassociat")
        val INVALID =
            listOf(
                "validation",
                "invalidparametervalue",
                "invalidparameter",
                "invalidparameters",
                "invalidinput",
                "invalidargument",
                "invalidrequest",
                "badrequest",
                "invalid",
                "client",
            )
        const val EXACT = 1000
        const val NAMED = 600
        const val GENERIC = 500
        const val CONFLICT = 400
        const val IN_USE = 300
    }
}

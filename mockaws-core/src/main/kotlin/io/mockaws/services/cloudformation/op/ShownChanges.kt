package io.mockaws.services.cloudformation.op

import io.mockaws.services.cloudformation.state.ResourceChange
import kotlinx.serialization.Serializable

/** A change as DescribeChangeSet shows it. */
@Serializable
internal data class ShownChange(
    val type: String,
    val resourceChange: OfResource,
) {
    @Serializable
    data class OfResource(
        val action: String,
        val logicalResourceId: String,
        val physicalResourceId: String?,
        val resourceType: String,
        val replacement: String?,
        val scope: List<String>,
        val details: List<Detail>,
        val policyAction: String?,
        val changeSetId: String?,
        val beforeContext: String?,
        val afterContext: String?,
    )

    @Serializable
    data class Detail(
        val target: Target,
        val evaluation: String,
        val changeSource: String?,
        val causingEntity: String?,
    )

    @Serializable
    data class Target(
        val attribute: String,
        val name: String?,
        val requiresRecreation: String,
        val path: String?,
        val beforeValue: String?,
        val afterValue: String?,
        val attributeChangeType: String?,
    )
}

/** @param hasValues whether the values of properties are shown, too */
internal fun shown(
    change: ResourceChange,
    hasValues: Boolean,
): ShownChange =
    ShownChange(
        "Resource",
        ShownChange.OfResource(
            change.action,
            change.logicalId,
            change.physicalId,
            change.type,
            change.replacement,
            change.scope,
            change.details.map {
                val path = it.name?.takeIf { _ -> hasValues }?.let { name -> "/${it.attribute}/$name" }
                val kind = if (path ==
                    null
                ) {
                    null
                } else if (it.before == null) {
                    "Add"
                } else if (it.after == null) {
                    "Remove"
                } else {
                    "Modify"
                }
                ShownChange.Detail(
                    ShownChange.Target(
                        it.attribute,
                        it.name,
                        it.requiresRecreation,
                        path,
                        it.before.takeIf {
                            hasValues
                        },
                        it.after.takeIf { hasValues },
                        kind
                    ),
                    it.evaluation,
                    it.source,
                    it.causingEntity,
                )
            },
            change.policyAction,
            change.changeSetId,
            change.before.takeIf { hasValues },
            change.after.takeIf { hasValues },
        ),
    )

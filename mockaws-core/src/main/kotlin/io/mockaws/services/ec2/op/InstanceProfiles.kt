package io.mockaws.services.ec2.op

import io.mockaws.engine.AwsFault
import io.mockaws.engine.delivery.serviceCall
import io.mockaws.kit.Members
import io.mockaws.kit.part
import io.mockaws.kit.text
import io.mockaws.services.ec2.resource.Ec2Faults
import io.mockaws.services.ec2.resource.Kind
import io.mockaws.services.ec2.resource.Resource
import io.mockaws.services.ec2.state.Ec2Call
import io.mockaws.services.ec2.state.make
import io.mockaws.services.ec2.state.need
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/** The profile of IAM that [asked] names by name or ARN, as instances show it; null for none. */
internal fun profileOf(
    asked: Members?,
    call: Ec2Call,
): Members? {
    if (asked == null) return null
    val name = asked.text("Name") ?: asked.text("Arn")?.substringAfterLast('/') ?: return null
    val parameter = if (asked.text("Name") == null) "arn" else "name"
    val input = buildJsonObject { put("InstanceProfileName", name) }
    val found =
        try {
            call.serviceCall("iam", "GetInstanceProfile", input, "ec2.amazonaws.com")
        } catch (fault: AwsFault) {
            if (fault.error.code != "NoSuchEntity") throw fault
            val given = asked.text("Name") ?: asked.text("Arn")
            throw Ec2Faults.invalid(
                given,
                "iamInstanceProfile.$parameter",
                "Invalid IAM Instance Profile ${if (parameter == "arn") "ARN" else "name"}"
            )
        }
    val profile = found.part("InstanceProfile").orEmpty()
    return mapOf("Arn" to profile["Arn"], "Id" to profile["InstanceProfileId"])
}

/** That [instance] has [profile], as a thing of its own. */
internal fun associationOf(
    instance: Resource,
    profile: Members,
    call: Ec2Call,
): Resource =
    call.make(
        Kind.PROFILE_ASSOCIATION,
        mapOf(
            "InstanceId" to instance.id,
            "IamInstanceProfile" to profile,
            "State" to "associated",
            "Timestamp" to call.now(),
        ),
    )

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateIamInstanceProfile.html */
internal fun associateProfile(
    input: Members,
    call: Ec2Call,
): Members {
    call.state.now.need(Kind.INSTANCE, input.text("InstanceId"))
    val profile =
        profileOf(input.part("IamInstanceProfile"), call) ?: throw Ec2Faults.missingParameter("IamInstanceProfile")
    return call.state.write {
        val instance = need(Kind.INSTANCE, input.text("InstanceId"))
        if (any(Kind.PROFILE_ASSOCIATION, "InstanceId", instance.id)) {
            throw Ec2Faults.incorrectState("There is an existing association for instance ${instance.id}")
        }
        put(instance.with("IamInstanceProfile" to profile))
        associated(put(associationOf(instance, profile, call)), "associating")
    }
}

private fun associated(
    association: Resource,
    state: String,
) = mapOf("IamInstanceProfileAssociation" to association.members + ("State" to state))

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisassociateIamInstanceProfile.html */
internal fun disassociateProfile(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val association = need(Kind.PROFILE_ASSOCIATION, input.text("AssociationId"))
        find(Kind.INSTANCE, association.text("InstanceId"))?.let { put(it.with("IamInstanceProfile" to null)) }
        remove(association)
        associated(association, "disassociating")
    }

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReplaceIamInstanceProfileAssociation.html */
internal fun replaceProfile(
    input: Members,
    call: Ec2Call,
): Members {
    call.state.now.need(Kind.PROFILE_ASSOCIATION, input.text("AssociationId"))
    val profile =
        profileOf(input.part("IamInstanceProfile"), call) ?: throw Ec2Faults.missingParameter("IamInstanceProfile")
    return call.state.write {
        val before = need(Kind.PROFILE_ASSOCIATION, input.text("AssociationId"))
        val instance = need(Kind.INSTANCE, before.text("InstanceId"))
        remove(before)
        put(instance.with("IamInstanceProfile" to profile))
        associated(put(associationOf(instance, profile, call)), "associating")
    }
}

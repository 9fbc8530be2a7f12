package io.mockaws.services.ec2.op

import io.mockaws.engine.AwsFault
import io.mockaws.kit.Members
import io.mockaws.kit.flag
import io.mockaws.kit.text
import io.mockaws.kit.texts
import io.mockaws.services.ec2.resource.DONE
import io.mockaws.services.ec2.resource.Ec2Faults
import io.mockaws.services.ec2.resource.Kind
import io.mockaws.services.ec2.resource.Resource
import io.mockaws.services.ec2.state.Contents
import io.mockaws.services.ec2.state.Ec2Call
import io.mockaws.services.ec2.state.GONE_AT
import io.mockaws.services.ec2.state.Writer
import io.mockaws.services.ec2.state.notThere
import java.time.ZoneOffset
import java.time.format.DateTimeFormatter
import java.util.Locale
import kotlin.time.Duration.Companion.hours
import kotlin.time.toJavaInstant

/** How long an instance is shown after its end. */
private val SHOWN_AFTER = 1.hours
private val REASON_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'GMT'", Locale.US).withZone(ZoneOffset.UTC)

/** The instances that [input] names. */
internal fun Contents.instancesIn(input: Members): List<Resource> {
    val ids = input.texts("InstanceIds").distinct()
    if (ids.isEmpty()) throw Ec2Faults.missingParameter("InstanceId")
    val lost = ids.filter { find(Kind.INSTANCE, it) == null }
    lost.firstOrNull { !Kind.INSTANCE.isId(it) }?.let { throw notThere(Kind.INSTANCE, it) }
    if (lost.isNotEmpty()) throw Ec2Faults.missing(Kind.INSTANCE, lost)
    return ids.map { checkNotNull(find(Kind.INSTANCE, it)) }
}

internal fun stateOf(instance: Resource): InstanceState = InstanceState.of(instance.part("State")?.text("Name"))

private fun change(
    instance: Resource,
    before: InstanceState,
    now: InstanceState,
): Members = mapOf("InstanceId" to instance.id, "PreviousState" to before.members, "CurrentState" to now.members)

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_StartInstances.html */
internal fun startInstances(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val instances = instancesIn(input)
        instances.forEach {
            if (stateOf(it) == InstanceState.TERMINATED) throw incorrectState(it, "started")
        }
        val changes = instances.map { instance ->
            if (stateOf(instance) == InstanceState.RUNNING) {
                return@map change(instance, InstanceState.RUNNING, InstanceState.RUNNING)
            }
            put(
                instance.with(
                    "State" to InstanceState.RUNNING.members,
                    "LaunchTime" to call.now(),
                    "StateTransitionReason" to "",
                    "StateReason" to null,
                ),
            )
            lendAddress(instance, call)
            change(instance, InstanceState.STOPPED, InstanceState.PENDING)
        }
        mapOf("StartingInstances" to changes)
    }

/** A public address, where the subnet gives one to who starts. */
private fun Writer.lendAddress(
    instance: Resource,
    call: Ec2Call,
) {
    if (instance["HadPublicIp"] != true) return
    val eni = interfacesOf(instance.id).firstOrNull() ?: return
    if (eni["Association"] == null) put(withPublicIp(eni, this, call.newPublicIp(), call, isLent = true))
}

private fun incorrectState(
    instance: Resource,
    word: String,
) = AwsFault(
    "IncorrectInstanceState",
    "The instance '${instance.id}' is not in a state from which it can be $word.",
)

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_StopInstances.html */
internal fun stopInstances(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val instances = instancesIn(input)
        instances.forEach { checkStop(it, input) }
        mapOf("StoppingInstances" to instances.map { stop(it, call) })
    }

private fun checkStop(
    instance: Resource,
    input: Members,
) {
    if (stateOf(instance) == InstanceState.TERMINATED) throw incorrectState(instance, "stopped")
    if (instance.flag("DisableApiStop")) {
        throw Ec2Faults.notPermitted(
            "The instance '${instance.id}' may not be stopped. Modify its 'disableApiStop' instance attribute " +
                "and try again.",
        )
    }
    if (instance.text("RootDeviceType") != "ebs") {
        throw AwsFault(
            "UnsupportedOperation",
            "The instance '${instance.id}' does not have an 'ebs' root device type and cannot be stopped."
        )
    }
    if (instance.text("InstanceLifecycle") == "spot" && !instance.flag("IsPersistent")) {
        throw AwsFault(
            "UnsupportedOperation",
            "You can't stop the Spot Instance '${instance.id}' because it is associated with a one-time Spot " +
                "Instance request. You can only stop Spot Instances associated with persistent Spot Instance requests.",
        )
    }
    if (input.flag("Hibernate") == true && instance.part("HibernationOptions")?.flag("Configured") != true) {
        throw AwsFault(
            "UnsupportedHibernationConfiguration",
            "The instance '${instance.id}' is not configured for hibernation."
        )
    }
}

private fun Writer.stop(
    instance: Resource,
    call: Ec2Call,
): Members {
    if (stateOf(instance) ==
        InstanceState.STOPPED
    ) {
        return change(instance, InstanceState.STOPPED, InstanceState.STOPPED)
    }
    val enis = interfacesOf(instance.id)
    put(
        instance.with(
            "State" to InstanceState.STOPPED.members,
            "HadPublicIp" to enis.any { it != withoutLentIp(it) },
        ).with(userReason(call, "Client.UserInitiatedShutdown", "User initiated shutdown")),
    )
    enis.forEach { put(withoutLentIp(it)) }
    return change(instance, InstanceState.RUNNING, InstanceState.STOPPING)
}

private fun userReason(
    call: Ec2Call,
    code: String,
    words: String,
): Members =
    mapOf(
        "StateTransitionReason" to "User initiated (${REASON_TIME.format(call.now().toJavaInstant())})",
        "StateReason" to mapOf("Code" to code, "Message" to "$code: $words"),
    )

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RebootInstances.html */
internal fun rebootInstances(
    input: Members,
    call: Ec2Call,
): Members {
    val instances = call.state.now.instancesIn(input)
    instances.firstOrNull { stateOf(it) == InstanceState.TERMINATED }?.let { throw incorrectState(it, "rebooted") }
    return DONE
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TerminateInstances.html */
internal fun terminateInstances(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val instances = instancesIn(input)
        instances.firstOrNull { it.flag("DisableApiTermination") && stateOf(it) != InstanceState.TERMINATED }?.let {
            throw Ec2Faults.notPermitted(
                "The instance '${it.id}' may not be terminated. Modify its 'disableApiTermination' instance " +
                    "attribute and try again.",
            )
        }
        mapOf("TerminatingInstances" to instances.map { terminate(it, call) })
    }

/** Ends [instance]: what was made with it goes, what was put on it is free. */
internal fun Writer.terminate(
    instance: Resource,
    call: Ec2Call,
): Members {
    val before = stateOf(instance)
    if (before == InstanceState.TERMINATED) return change(instance, before, before)
    for (eni in interfacesOf(instance.id)) {
        if (eni.part("Attachment")?.flag("DeleteOnTermination") == true) dropInterface(eni) else put(detached(eni))
    }
    for (volume in volumesOf(instance.id)) {
        val how = attachmentTo(volume, instance.id)
        if (how["DeleteOnTermination"] == true) remove(volume) else put(withoutAttachment(volume, instance.id))
    }
    where(Kind.ADDRESS, "InstanceId", instance.id).forEach { put(freed(it)) }
    where(Kind.PROFILE_ASSOCIATION, "InstanceId", instance.id).forEach(::remove)
    where(Kind.SPOT_REQUEST, "InstanceId", instance.id).forEach { put(closed(it, call)) }
    val gone = listOf("SubnetId", "VpcId", "IamInstanceProfile", "ClientToken").associateWith { null }
    put(
        instance.with(gone).with("State" to InstanceState.TERMINATED.members, GONE_AT to call.now() + SHOWN_AFTER)
            .with(userReason(call, "Client.UserInitiatedShutdown", "User initiated shutdown")),
    )
    return change(instance, before, InstanceState.SHUTTING_DOWN)
}

/** [volume] off an instance. */
internal fun withoutAttachment(
    volume: Resource,
    instanceId: String?,
): Resource {
    val left = volume.parts("Attachments").filterNot { it["InstanceId"] == instanceId }
    return volume.with("Attachments" to left, "State" to if (left.isEmpty()) "available" else "in-use")
}

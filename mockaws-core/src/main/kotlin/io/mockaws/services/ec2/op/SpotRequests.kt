package io.mockaws.services.ec2.op

import io.mockaws.kit.Members
import io.mockaws.kit.members
import io.mockaws.kit.part
import io.mockaws.kit.text
import io.mockaws.kit.texts
import io.mockaws.services.ec2.query.Describe
import io.mockaws.services.ec2.resource.Ec2Faults
import io.mockaws.services.ec2.resource.Kind
import io.mockaws.services.ec2.resource.Resource
import io.mockaws.services.ec2.resource.count
import io.mockaws.services.ec2.state.Ec2Call
import io.mockaws.services.ec2.state.Writer
import io.mockaws.services.ec2.state.make
import io.mockaws.services.ec2.state.need
import io.mockaws.services.ec2.state.tagsFor

private const val PRODUCT = "Linux/UNIX"

/** A request that was met at once by [instance], as [spec] asks for. */
private fun Writer.metRequest(
    spec: Members,
    asked: Members,
    tags: Map<String, String>,
    call: Ec2Call,
): Resource {
    val now = call.now()
    return put(
        call.make(
            Kind.SPOT_REQUEST,
            members(
                "State" to "active",
                "Status" to
                    mapOf("Code" to "fulfilled", "Message" to "Your spot request is fulfilled.", "UpdateTime" to now),
                "Type" to (asked.text("Type") ?: asked.text("SpotInstanceType") ?: "one-time"),
                "SpotPrice" to (asked.text("SpotPrice") ?: asked.text("MaxPrice")),
                "ProductDescription" to PRODUCT,
                "CreateTime" to now,
                "ValidFrom" to asked["ValidFrom"],
                "ValidUntil" to asked["ValidUntil"],
                "LaunchGroup" to asked["LaunchGroup"],
                "AvailabilityZoneGroup" to asked["AvailabilityZoneGroup"],
                "InstanceInterruptionBehavior" to (asked.text("InstanceInterruptionBehavior") ?: "terminate"),
                "LaunchSpecification" to spec,
            ),
            tags,
        ),
    )
}

/** The request that stands for the spot instance [instance] of a call to RunInstances. */
internal fun Writer.spotRequest(
    asked: Members,
    instance: Resource,
    call: Ec2Call,
): String {
    val options = asked.part("InstanceMarketOptions")?.part("SpotOptions").orEmpty()
    val spec = members(
        "ImageId" to instance["ImageId"],
        "InstanceType" to instance["InstanceType"],
        "KeyName" to instance["KeyName"],
        "SubnetId" to instance["SubnetId"],
        "Placement" to mapOf("AvailabilityZone" to instance.part("Placement")?.get("AvailabilityZone")),
        "Monitoring" to mapOf("Enabled" to false),
    )
    val tags = tagsFor(Kind.SPOT_REQUEST, asked, others = setOf(Kind.INSTANCE, Kind.VOLUME, Kind.NETWORK_INTERFACE))
    val request = metRequest(spec, options, tags, call)
    put(
        request.with(
            "InstanceId" to instance.id,
            "LaunchedAvailabilityZone" to instance.part("Placement")?.get("AvailabilityZone"),
        ),
    )
    if (options.text("SpotInstanceType") == "persistent") put(instance.with("IsPersistent" to true))
    return request.id
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RequestSpotInstances.html: each is met at once. */
internal fun requestSpotInstances(
    input: Members,
    call: Ec2Call,
): Members {
    val asked = input.part("LaunchSpecification") ?: throw Ec2Faults.missingParameter("LaunchSpecification")
    val profile = profileOf(asked.part("IamInstanceProfile"), call)
    val tags = tagsFor(Kind.SPOT_REQUEST, input)
    val requests =
        call.state.write {
            (1..(input.count("InstanceCount") ?: 1)).map {
                val request = metRequest(specOf(asked), input, tags, call)
                val instance = launch(asked, 1, profile, call, request.id).single()
                if (input.text("Type") ==
                    "persistent"
                ) {
                    put(checkNotNull(find(Kind.INSTANCE, instance.id)).with("IsPersistent" to true))
                }
                put(
                    request.with(
                        "InstanceId" to instance.id,
                        "LaunchedAvailabilityZone" to instance.part("Placement")?.get("AvailabilityZone"),
                    ),
                )
            }
        }
    val pending = mapOf(
        "State" to "open",
        "InstanceId" to null,
        "LaunchedAvailabilityZone" to null,
        "Status" to mapOf(
            "Code" to "pending-evaluation",
            "Message" to "Your Spot request has been submitted for review, and is pending evaluation.",
            "UpdateTime" to call.now(),
        ),
    )
    return mapOf("SpotInstanceRequests" to requests.map { it.shown + pending })
}

private fun specOf(asked: Members): Members =
    asked - "SecurityGroupIds" + members(
        "SecurityGroups" to asked.texts("SecurityGroupIds").map { mapOf("GroupId" to it) } +
            asked.texts("SecurityGroups").map { mapOf("GroupName" to it) },
    )

/** [request] once its instance is gone. */
internal fun closed(
    request: Resource,
    call: Ec2Call,
): Resource =
    if (request.text("State") == "cancelled") {
        request
    } else {
        request.with(
            "State" to "closed",
            "Status" to mapOf(
                "Code" to "instance-terminated-by-user",
                "Message" to "Spot Instance terminated due to user-initiated termination.",
                "UpdateTime" to call.now(),
            ),
        )
    }

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CancelSpotInstanceRequests.html: instances go on running. */
internal fun cancelSpotInstanceRequests(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val cancelled = input.texts("SpotInstanceRequestIds").map { id ->
            val request = need(Kind.SPOT_REQUEST, id)
            put(
                request.with(
                    "State" to "cancelled",
                    "Status" to mapOf(
                        "Code" to "request-canceled-and-instance-running",
                        "Message" to "Your Spot request is canceled, but your instance is still running.",
                        "UpdateTime" to call.now(),
                    ),
                ),
            )
            mapOf("SpotInstanceRequestId" to id, "State" to "cancelled")
        }
        mapOf("CancelledSpotInstanceRequests" to cancelled)
    }

internal val DESCRIBE_SPOT =
    Describe("DescribeSpotInstanceRequests", Kind.SPOT_REQUEST, "SpotInstanceRequestIds", "SpotInstanceRequests")

package io.mockaws.services.ec2.op

import io.mockaws.engine.AwsFault
import io.mockaws.kit.Members
import io.mockaws.kit.members
import io.mockaws.kit.part
import io.mockaws.kit.text
import io.mockaws.kit.texts
import io.mockaws.services.ec2.resource.Ec2Faults
import io.mockaws.services.ec2.resource.Kind
import io.mockaws.services.ec2.resource.Resource
import io.mockaws.services.ec2.state.Ec2Call
import io.mockaws.services.ec2.state.make
import io.mockaws.services.ec2.state.need
import io.mockaws.services.ec2.state.tagsFor

private const val FORMAT =
    "\${version} \${account-id} \${interface-id} \${srcaddr} \${dstaddr} \${srcport} \${dstport} \${protocol} " +
        "\${packets} \${bytes} \${start} \${end} \${action} \${log-status}"
private const val INTERVAL = 600
private val OPTIONS =
    mapOf("FileFormat" to "plain-text", "HiveCompatiblePartitions" to false, "PerHourPartition" to false)
private val KINDS =
    mapOf("VPC" to Kind.VPC, "Subnet" to Kind.SUBNET, "NetworkInterface" to Kind.NETWORK_INTERFACE)

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateFlowLogs.html; nothing flows here, so nothing is logged. */
internal fun createFlowLogs(
    input: Members,
    call: Ec2Call,
): Members {
    check(input)
    val tags = tagsFor(Kind.FLOW_LOG, input)
    return call.state.write {
        val kind = KINDS[input.text("ResourceType")]
        val ids = input.texts("ResourceIds")
        if (kind != null) ids.forEach { need(kind, it) }
        val made = ArrayList<String>()
        val failed = ArrayList<Members>()
        for (id in ids) {
            val log = newLog(id, input, call, tags)
            val twin = where(Kind.FLOW_LOG, "ResourceId", id).any { same(it, log) }
            if (twin) {
                val words = "Error. There is an existing Flow Log with the same configuration and log destination."
                failed +=
                    mapOf("ResourceId" to id, "Error" to mapOf("Code" to "FlowLogAlreadyExists", "Message" to words))
            } else {
                made += put(log).id
            }
        }
        mapOf("FlowLogIds" to made, "Unsuccessful" to failed, "ClientToken" to input.text("ClientToken"))
    }
}

private fun same(
    a: Resource,
    b: Resource,
) = listOf("LogDestination", "LogGroupName", "TrafficType", "LogFormat").all { a[it] == b[it] }

private fun check(input: Members) {
    val type = input.text("LogDestinationType") ?: "cloud-watch-logs"
    if (input.text("TrafficType") == null && !"${input["ResourceType"]}".startsWith("Transit")) {
        throw Ec2Faults.missingParameter("TrafficType")
    }
    if (input.text("LogDestination") != null && input.text("LogGroupName") != null) {
        throw AwsFault("InvalidParameter", "Please only provide LogGroupName or only provide LogDestination.")
    }
    if (type != "cloud-watch-logs" && input.text("LogDestination") == null && input.text("LogGroupName") == null) {
        throw AwsFault("InvalidParameter", "LogDestination can't be empty if LogGroupName is not provided.")
    }
    if (type == "cloud-watch-logs") {
        if (input.text("LogDestination") == null && input.text("LogGroupName") == null) {
            throw AwsFault("InvalidParameter", "LogDestination can't be empty if LogGroupName is not provided.")
        }
        if (input.text("DeliverLogsPermissionArn") == null) {
            throw AwsFault(
                "InvalidParameter",
                "DeliverLogsPermissionArn can't be empty if LogDestinationType is cloud-watch-logs."
            )
        }
    } else if (input.text("LogGroupName") != null) {
        throw AwsFault("InvalidParameter", "LogDestination type must be cloud-watch-logs if LogGroupName is provided.")
    }
    val interval = input["MaxAggregationInterval"]
    if (interval != null && interval != 60 && interval != INTERVAL) {
        throw AwsFault("InvalidParameter", "Invalid Flow Log Max Aggregation Interval")
    }
}

private fun newLog(
    resourceId: String,
    input: Members,
    call: Ec2Call,
    tags: Map<String, String>,
): Resource =
    call.make(
        Kind.FLOW_LOG,
        members(
            "CreationTime" to call.now(),
            "DeliverLogsPermissionArn" to input.text("DeliverLogsPermissionArn"),
            "DeliverLogsStatus" to "SUCCESS",
            "FlowLogStatus" to "ACTIVE",
            "LogGroupName" to (
                input.text("LogGroupName")
                    ?: input.text("LogDestination")?.substringAfter(":log-group:", "")?.substringBefore(':')?.ifEmpty {
                        null
                    }
                ),
            "ResourceId" to resourceId,
            "TrafficType" to input.text("TrafficType"),
            "LogDestinationType" to (input.text("LogDestinationType") ?: "cloud-watch-logs"),
            "LogDestination" to input.text("LogDestination"),
            "LogFormat" to (input.text("LogFormat") ?: FORMAT),
            "MaxAggregationInterval" to (input["MaxAggregationInterval"] ?: INTERVAL),
            "DestinationOptions" to
                (OPTIONS + input.part("DestinationOptions").orEmpty()).takeIf {
                    input.text("LogDestinationType") == "s3"
                },
        ),
        tags,
    )

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteFlowLogs.html */
internal fun deleteFlowLogs(
    input: Members,
    call: Ec2Call,
): Members =
    call.state.write {
        val ids = input.texts("FlowLogIds")
        val lost = ids.filter { find(Kind.FLOW_LOG, it) == null }
        if (lost.isNotEmpty()) throw Ec2Faults.missing(Kind.FLOW_LOG, lost)
        ids.forEach { remove(need(Kind.FLOW_LOG, it)) }
        mapOf("Unsuccessful" to emptyList<Members>())
    }

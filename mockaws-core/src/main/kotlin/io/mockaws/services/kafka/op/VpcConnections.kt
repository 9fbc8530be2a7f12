package io.mockaws.services.kafka.op

import io.mockaws.kit.Tables
import io.mockaws.kit.arn
import io.mockaws.kit.membersOf
import io.mockaws.kit.text
import io.mockaws.services.kafka.cluster.Busy
import io.mockaws.services.kafka.cluster.Cluster
import io.mockaws.services.kafka.cluster.KafkaCall
import io.mockaws.services.kafka.cluster.KafkaFaults
import io.mockaws.services.kafka.cluster.Link
import io.mockaws.services.kafka.cluster.VPC_CONNECTIONS
import io.mockaws.services.kafka.cluster.cluster
import io.mockaws.services.kafka.cluster.newVersion
import kotlinx.serialization.json.JsonObject
import kotlin.time.Instant

/** https://docs.aws.amazon.com/msk/1.0/apireference/vpc-connection.html */
internal fun createVpcConnection(
    request: Members,
    call: KafkaCall,
): Members {
    val target = call.cluster(request.needed("TargetClusterArn"))
    val vpc = request.needed("VpcId")
    val now = call.now()
    val arn = call.arn("kafka", "vpc-connection/${call.account}/${target.name}/${call.ids.uuid()}-${target.number}")
    val info = request.kept("TargetClusterArn", "Authentication", "VpcId", "ClientSubnets", "SecurityGroups")
    val busy = Busy(Cluster.CREATING, now + call.state.changesTake)
    val made = Link(arn, now, call.newVersion(), JsonObject(info), request.tags(), busy, "AVAILABLE")
    call.state.write {
        if (links(now).any { it.info.text("VpcId") == vpc && it.target == target.arn }) throw KafkaFaults.nameTaken()
        this[VPC_CONNECTIONS, arn] = made
    }
    val members = membersOf(made.info) - "TargetClusterArn"
    return members +
        mapOf("VpcConnectionArn" to arn, "State" to made.state, "CreationTime" to now, "Tags" to made.tags)
}

/** https://docs.aws.amazon.com/msk/1.0/apireference/vpc-connection-arn.html#DescribeVpcConnection */
internal fun describeVpcConnection(
    request: Members,
    call: KafkaCall,
): Members {
    val link = call.link(request.needed("Arn"))
    val members = membersOf(link.info)
    return members - "ClientSubnets" +
        mapOf(
            "VpcConnectionArn" to link.arn,
            "State" to link.state,
            "Subnets" to members["ClientSubnets"],
            "CreationTime" to link.createdAt,
            "Tags" to link.tags,
        )
}

/** https://docs.aws.amazon.com/msk/1.0/apireference/vpc-connections.html */
internal fun listVpcConnections(
    request: Members,
    call: KafkaCall,
): Members {
    val all = call.state.now.links(call.now())
    val page = page(all, request, "vpcConnections") { it.arn }
    val shown =
        page.items.map {
            membersOf(it.info) - setOf("ClientSubnets", "SecurityGroups") +
                mapOf("VpcConnectionArn" to it.arn, "State" to it.state, "CreationTime" to it.createdAt)
        }
    return mapOf("VpcConnections" to shown, "NextToken" to page.nextToken)
}

/** Those that lead to a cluster: https://docs.aws.amazon.com/msk/1.0/apireference/clusters-clusterarn-client-vpc-connections.html */
internal fun listClientVpcConnections(
    request: Members,
    call: KafkaCall,
): Members {
    val cluster = call.cluster(request.needed("ClusterArn"))
    val all = call.state.now.links(call.now()).filter { it.target == cluster.arn }
    val page = page(all, request, cluster.arn) { it.arn }
    val shown =
        page.items.map {
            mapOf(
                "Authentication" to it.info.text("Authentication"),
                "CreationTime" to it.createdAt,
                "State" to it.state,
                "VpcConnectionArn" to it.arn,
                "Owner" to call.account,
            )
        }
    return mapOf("ClientVpcConnections" to shown, "NextToken" to page.nextToken)
}

/** https://docs.aws.amazon.com/msk/1.0/apireference/clusters-clusterarn-client-vpc-connection.html */
internal fun rejectClientVpcConnection(
    request: Members,
    call: KafkaCall,
): Members {
    val cluster = call.cluster(request.needed("ClusterArn"))
    val arn = request.needed("VpcConnectionArn")
    val link = call.link(arn).takeIf { it.target == cluster.arn } ?: throw KafkaFaults.notFound(arn, "vpcConnectionArn")
    call.state.write { this[VPC_CONNECTIONS, arn] = link.copy(standing = "REJECTED", busy = null) }
    return emptyMap()
}

/** https://docs.aws.amazon.com/msk/1.0/apireference/vpc-connection-arn.html#DeleteVpcConnection */
internal fun deleteVpcConnection(
    request: Members,
    call: KafkaCall,
): Members {
    val link = call.link(request.needed("Arn"))
    val busy = Busy(Cluster.DELETING, call.now() + call.state.changesTake)
    call.state.write { this[VPC_CONNECTIONS, link.arn] = link.copy(busy = busy) }
    return mapOf("VpcConnectionArn" to link.arn, "State" to Cluster.DELETING)
}

private val Link.target: String? get() = info.text("TargetClusterArn")

private fun Tables.links(now: Instant): List<Link> =
    this[VPC_CONNECTIONS].values.mapNotNull { it.at(now) }.sortedWith(compareBy({ it.createdAt }, { it.arn }))

private fun KafkaCall.link(arn: String): Link =
    state.now[VPC_CONNECTIONS][arn]?.at(now()) ?: throw KafkaFaults.notFound(arn, "arn")

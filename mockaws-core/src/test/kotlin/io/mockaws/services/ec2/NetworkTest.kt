package io.mockaws.services.ec2

import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldStartWith
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.ec2.Ec2Client
import software.amazon.awssdk.services.ec2.model.NatGatewayState
import software.amazon.awssdk.services.ec2.model.RouteState
import software.amazon.awssdk.services.ec2.model.VpcEndpointType
import kotlin.time.Duration.Companion.hours

/** https://docs.aws.amazon.com/vpc/latest/userguide/vpc-example-private-subnets-nat.html, and the pages of the operations */
class NetworkTest {
    private val aws = Ec2World()
    private val ec2 = aws.client

    /** A VPC with a public and a private subnet, as most programs build it. */
    private class Built(
        ec2: Ec2Client,
    ) {
        val vpc: String = ec2.createVpc { it.cidrBlock("10.0.0.0/16") }.vpc().vpcId()
        val public: String = ec2.createSubnet { it.vpcId(vpc).cidrBlock("10.0.0.0/24") }.subnet().subnetId()
        val private: String = ec2.createSubnet { it.vpcId(vpc).cidrBlock("10.0.1.0/24") }.subnet().subnetId()
        val gateway: String = ec2.createInternetGateway().internetGateway().internetGatewayId()
        val address: String
        val nat: String
        val publicTable: String
        val privateTable: String
        val publicAssociation: String
        val privateAssociation: String

        init {
            ec2.attachInternetGateway { it.vpcId(vpc).internetGatewayId(gateway) }
            address = ec2.allocateAddress { it.domain("vpc") }.allocationId()
            nat = ec2.createNatGateway { it.subnetId(public).allocationId(address) }.natGateway().natGatewayId()
            ec2.waiter().waitUntilNatGatewayAvailable { it.natGatewayIds(nat) }
            publicTable = ec2.createRouteTable { it.vpcId(vpc) }.routeTable().routeTableId()
            privateTable = ec2.createRouteTable { it.vpcId(vpc) }.routeTable().routeTableId()
            ec2.createRoute { it.routeTableId(publicTable).destinationCidrBlock("0.0.0.0/0").gatewayId(gateway) }
            ec2.createRoute { it.routeTableId(privateTable).destinationCidrBlock("0.0.0.0/0").natGatewayId(nat) }
            publicAssociation = ec2.associateRouteTable { it.routeTableId(publicTable).subnetId(public) }.associationId()
            privateAssociation = ec2.associateRouteTable { it.routeTableId(privateTable).subnetId(private) }.associationId()
        }
    }

    @Test
    fun `a VPC with public and private subnets is built and torn down from the inside`() {
        val built = Built(ec2)
        val table = ec2.describeRouteTables { it.filters(filter("association.subnet-id", built.private)) }.routeTables().single()
        table.routes().map { it.destinationCidrBlock() } shouldBe listOf("10.0.0.0/16", "0.0.0.0/0")
        table.routes().last().state() shouldBe RouteState.ACTIVE
        ec2.deleteNatGateway { it.natGatewayId(built.nat) }
        ec2.describeNatGateways { it.natGatewayIds(built.nat) }.natGateways().single().state() shouldBe NatGatewayState.DELETED
        ec2.releaseAddress { it.allocationId(built.address) }
        ec2.disassociateRouteTable { it.associationId(built.publicAssociation) }
        ec2.disassociateRouteTable { it.associationId(built.privateAssociation) }
        ec2.deleteRouteTable { it.routeTableId(built.publicTable) }
        ec2.deleteRouteTable { it.routeTableId(built.privateTable) }
        ec2.detachInternetGateway { it.vpcId(built.vpc).internetGatewayId(built.gateway) }
        ec2.deleteInternetGateway { it.internetGatewayId(built.gateway) }
        ec2.deleteSubnet { it.subnetId(built.public) }
        ec2.deleteSubnet { it.subnetId(built.private) }
        ec2.deleteVpc { it.vpcId(built.vpc) }
        ec2.describeVpcs().vpcs() shouldHaveSize 1
        aws.advance(2.hours)
        ec2.describeNatGateways().natGateways().shouldBeEmpty()
    }

    @Test
    fun `from the outside each step says what is in its way`() {
        val built = Built(ec2)
        refusal { ec2.deleteVpc { it.vpcId(built.vpc) } } shouldBe
            "DependencyViolation: The vpc '${built.vpc}' has dependencies and cannot be deleted."
        refusal { ec2.deleteSubnet { it.subnetId(built.public) } } shouldBe
            "DependencyViolation: The subnet '${built.public}' has dependencies and cannot be deleted."
        refusal { ec2.deleteInternetGateway { it.internetGatewayId(built.gateway) } } shouldBe
            "DependencyViolation: The internetGateway '${built.gateway}' has dependencies and cannot be deleted."
        refusal { ec2.detachInternetGateway { it.vpcId(built.vpc).internetGatewayId(built.gateway) } } shouldStartWith
            "DependencyViolation: Network ${built.vpc} has some mapped public address(es)."
        refusal { ec2.deleteRouteTable { it.routeTableId(built.publicTable) } } shouldBe
            "DependencyViolation: The routeTable '${built.publicTable}' has dependencies and cannot be deleted."
        refusal { ec2.releaseAddress { it.allocationId(built.address) } } shouldStartWith "InvalidIPAddress.InUse"
        ec2.describeVpcs { it.vpcIds(built.vpc) }.vpcs() shouldHaveSize 1
    }

    @Test
    fun `an elastic address follows an instance through stop and start, and moves on`() {
        val image = aws.ssm.getParameter { it.name("/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64") }
            .parameter().value()
        val ids = ec2.runInstances { it.imageId(image).minCount(2).maxCount(2) }.instances().map { it.instanceId() }
        val address = ec2.allocateAddress()
        ec2.associateAddress { it.allocationId(address.allocationId()).instanceId(ids[0]) }

        fun ip(id: String) = ec2.describeInstances { it.instanceIds(id) }.reservations()[0].instances()[0].publicIpAddress()
        ip(ids[0]) shouldBe address.publicIp()
        ec2.stopInstances { it.instanceIds(ids[0]) }
        ip(ids[0]) shouldBe address.publicIp()
        refusal {
            ec2.associateAddress { it.allocationId(address.allocationId()).instanceId(ids[1]).allowReassociation(false) }
        } shouldStartWith
            "Resource.AlreadyAssociated"
        ec2.associateAddress { it.allocationId(address.allocationId()).instanceId(ids[1]).allowReassociation(true) }
        ip(ids[0]) shouldBe null
        ip(ids[1]) shouldBe address.publicIp()
        ec2.describeAddresses { it.filters(filter("instance-id", ids[1])) }.addresses().single().publicIp() shouldBe address.publicIp()
        ec2.terminateInstances { it.instanceIds(ids) }
        ec2.describeAddresses().addresses().single().associationId() shouldBe null
        ec2.releaseAddress { it.allocationId(address.allocationId()) }
    }

    @Test
    fun `a network interface has its addresses, and hangs on one instance at a time`() {
        val built = Built(ec2)
        val eni = ec2.createNetworkInterface { it.subnetId(built.private).privateIpAddress("10.0.1.20").secondaryPrivateIpAddressCount(1) }
            .networkInterface()
        eni.privateIpAddresses().map { it.privateIpAddress() } shouldBe listOf("10.0.1.20", "10.0.1.4")
        refusal { ec2.createNetworkInterface { it.subnetId(built.private).privateIpAddress("10.0.1.20") } } shouldBe
            "InvalidIPAddress.InUse: Address 10.0.1.20 is in use."
        ec2.describeSubnets { it.subnetIds(built.private) }.subnets().single().availableIpAddressCount() shouldBe 249
        ec2.deleteNetworkInterface { it.networkInterfaceId(eni.networkInterfaceId()) }
        ec2.describeSubnets { it.subnetIds(built.private) }.subnets().single().availableIpAddressCount() shouldBe 251
    }

    @Test
    fun `endpoints, peerings, ACLs, prefix lists and flow logs are made, found and taken away`() {
        val built = Built(ec2)
        val s3 = ec2.createVpcEndpoint { it.vpcId(built.vpc).serviceName("com.amazonaws.us-east-1.s3").routeTableIds(built.privateTable) }
            .vpcEndpoint().vpcEndpointId()
        ec2.describeRouteTables {
            it.routeTableIds(built.privateTable)
        }.routeTables().single().routes().map { it.gatewayId() } shouldContain
            s3
        val sqs = ec2.createVpcEndpoint {
            it.vpcId(
                built.vpc
            ).serviceName("com.amazonaws.us-east-1.sqs").subnetIds(built.private).vpcEndpointType(VpcEndpointType.INTERFACE)
        }.vpcEndpoint()
        sqs.networkInterfaceIds() shouldHaveSize 1
        ec2.deleteVpcEndpoints { it.vpcEndpointIds(s3, sqs.vpcEndpointId()) }.unsuccessful().shouldBeEmpty()

        val west = aws.client("us-west-2")
        val other = west.createVpc { it.cidrBlock("10.9.0.0/16") }.vpc().vpcId()
        val peering = ec2.createVpcPeeringConnection { it.vpcId(built.vpc).peerVpcId(other).peerRegion("us-west-2") }
            .vpcPeeringConnection().vpcPeeringConnectionId()
        refusal { ec2.acceptVpcPeeringConnection { it.vpcPeeringConnectionId(peering) } } shouldStartWith "OperationNotPermitted"
        west.acceptVpcPeeringConnection { it.vpcPeeringConnectionId(peering) }
        ec2.describeVpcPeeringConnections().vpcPeeringConnections().single().status().codeAsString() shouldBe "active"
        ec2.deleteVpcPeeringConnection { it.vpcPeeringConnectionId(peering) }
        west.describeVpcPeeringConnections().vpcPeeringConnections().single().status().codeAsString() shouldBe "deleted"

        val acl = ec2.createNetworkAcl { it.vpcId(built.vpc) }.networkAcl().networkAclId()
        ec2.createNetworkAclEntry {
            it.networkAclId(acl).ruleNumber(10).protocol("6").ruleAction("allow").egress(false).cidrBlock("0.0.0.0/0")
        }
        refusal {
            ec2.createNetworkAclEntry {
                it.networkAclId(acl).ruleNumber(10).protocol("6").ruleAction("deny").egress(false).cidrBlock("0.0.0.0/0")
            }
        } shouldStartWith "NetworkAclEntryAlreadyExists"
        ec2.describeNetworkAcls { it.networkAclIds(acl) }.networkAcls().single().entries() shouldHaveSize 3

        val list = ec2.createManagedPrefixList {
            it.prefixListName("offices").addressFamily("IPv4").maxEntries(5).entries({ e -> e.cidr("10.0.0.0/8") })
        }.prefixList().prefixListId()
        ec2.modifyManagedPrefixList { it.prefixListId(list).currentVersion(1).addEntries({ e -> e.cidr("172.16.0.0/12") }) }
        ec2.getManagedPrefixListEntries { it.prefixListId(list) }.entries().map { it.cidr() } shouldBe listOf("10.0.0.0/8", "172.16.0.0/12")
        ec2.getManagedPrefixListEntries { it.prefixListId(list).targetVersion(1) }.entries() shouldHaveSize 1

        val log = ec2.createFlowLogs {
            it.resourceIds(built.vpc).resourceType("VPC").trafficType("ALL").logDestinationType("s3").logDestination("arn:aws:s3:::logs")
        }.flowLogIds().single()
        ec2.describeFlowLogs { it.filter(filter("resource-id", built.vpc)) }.flowLogs().single().flowLogId() shouldBe log
        ec2.deleteFlowLogs { it.flowLogIds(log) }
    }
}

package io.mockaws.services.ec2

import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldMatch
import io.kotest.matchers.string.shouldStartWith
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.ec2.model.AttributeBooleanValue
import software.amazon.awssdk.services.ec2.model.IpPermission
import software.amazon.awssdk.services.ec2.model.ResourceType
import software.amazon.awssdk.services.ec2.model.Tag
import software.amazon.awssdk.services.ec2.model.TagSpecification

/** https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc-components.html, and the pages of the operations */
class VpcTest {
    private val aws = Ec2World()
    private val ec2 = aws.client

    @Test
    fun `each region has a default VPC with a subnet for each zone, whose ids do not depend on who looks first`() {
        val vpc = ec2.describeVpcs().vpcs().single()
        vpc.isDefault shouldBe true
        vpc.cidrBlock() shouldBe "172.31.0.0/16"
        vpc.vpcId() shouldMatch "vpc-[0-9a-f]{17}"
        val zones = ec2.describeAvailabilityZones().availabilityZones().map { it.zoneName() }
        val subnets = ec2.describeSubnets { it.filters(filter("default-for-az", "true")) }.subnets()
        subnets.map { it.availabilityZone() } shouldBe zones
        subnets.map { it.cidrBlock() }.take(2) shouldBe listOf("172.31.0.0/20", "172.31.16.0/20")
        subnets.map { it.availableIpAddressCount() }.distinct() shouldBe listOf(4091)
        subnets.all { it.mapPublicIpOnLaunch() } shouldBe true
        val group = ec2.describeSecurityGroups().securityGroups().single()
        group.groupName() shouldBe "default"
        group.ipPermissions().single().userIdGroupPairs().single().groupId() shouldBe group.groupId()
        group.ipPermissionsEgress().single().ipRanges().single().cidrIp() shouldBe "0.0.0.0/0"
        Ec2World(seed = 7).client.describeVpcs().vpcs().single().vpcId() shouldBe vpc.vpcId()
        (aws.client("eu-west-1").describeVpcs().vpcs().single().vpcId() == vpc.vpcId()) shouldBe false
    }

    @Test
    fun `a VPC brings its route table, group and ACL, and takes them with it`() {
        val name = TagSpecification.builder().resourceType(ResourceType.VPC)
            .tags(Tag.builder().key("Name").value("app").build()).build()
        val vpc = ec2.createVpc { it.cidrBlock("10.0.0.0/16").tagSpecifications(name) }.vpc()
        vpc.tags().single().value() shouldBe "app"
        ec2.describeSecurityGroups { it.filters(filter("vpc-id", vpc.vpcId())) }.securityGroups() shouldHaveSize 1
        ec2.describeVpcAttribute { it.vpcId(vpc.vpcId()).attribute("enableDnsHostnames") }.enableDnsHostnames().value() shouldBe false
        ec2.modifyVpcAttribute {
            it.vpcId(vpc.vpcId()).enableDnsHostnames(AttributeBooleanValue.builder().value(true).build())
        }
        ec2.describeVpcAttribute { it.vpcId(vpc.vpcId()).attribute("enableDnsHostnames") }.enableDnsHostnames().value() shouldBe true
        val subnet = ec2.createSubnet { it.vpcId(vpc.vpcId()).cidrBlock("10.0.1.0/24") }.subnet()
        subnet.availableIpAddressCount() shouldBe 251
        refusal { ec2.createSubnet { it.vpcId(vpc.vpcId()).cidrBlock("10.0.1.128/25") } } shouldBe
            "InvalidSubnet.Conflict: The CIDR '10.0.1.128/25' conflicts with another subnet"
        refusal { ec2.createSubnet { it.vpcId(vpc.vpcId()).cidrBlock("10.1.1.0/24") } } shouldBe
            "InvalidSubnet.Range: The CIDR '10.1.1.0/24' is invalid."
        refusal { ec2.deleteVpc { it.vpcId(vpc.vpcId()) } } shouldBe
            "DependencyViolation: The vpc '${vpc.vpcId()}' has dependencies and cannot be deleted."
        ec2.deleteSubnet { it.subnetId(subnet.subnetId()) }
        ec2.deleteVpc { it.vpcId(vpc.vpcId()) }
        refusal { ec2.describeVpcs { it.vpcIds(vpc.vpcId()) } } shouldBe
            "InvalidVpcID.NotFound: The vpc ID '${vpc.vpcId()}' does not exist"
        ec2.describeSecurityGroups { it.filters(filter("vpc-id", vpc.vpcId())) }.securityGroups().shouldBeEmpty()
    }

    @Test
    fun `a dry run says that it would have gone well, and does nothing`() {
        refusal { ec2.createVpc { it.cidrBlock("10.0.0.0/16").dryRun(true) } } shouldBe
            "DryRunOperation: Request would have succeeded, but DryRun flag is set."
        ec2.describeVpcs().vpcs() shouldHaveSize 1
        refusal { ec2.describeVpcs { it.filters(filter("colour", "red")) } } shouldBe
            "InvalidParameterValue: The filter 'colour' is invalid"
        refusal { ec2.describeVpcs { it.vpcIds("orders") } } shouldStartWith "InvalidVpcID.Malformed"
    }

    @Test
    fun `rules of a group come in both forms, and none comes twice`() {
        val vpc = ec2.defaultVpc()
        val group = ec2.createSecurityGroup { it.groupName("web").description("Web").vpcId(vpc) }.groupId()
        val https =
            IpPermission.builder().ipProtocol("tcp").fromPort(443).toPort(443).ipRanges(
                { it.cidrIp("10.0.0.0/8") },
                { it.cidrIp("0.0.0.0/0").description("all") }
            ).build()
        val rules = ec2.authorizeSecurityGroupIngress { it.groupId(group).ipPermissions(https) }.securityGroupRules()
        rules.map { it.cidrIpv4() } shouldContainExactly listOf("10.0.0.0/8", "0.0.0.0/0")
        refusal { ec2.authorizeSecurityGroupIngress { it.groupId(group).ipPermissions(https) } } shouldBe
            "InvalidPermission.Duplicate: the specified rule \"peer: 10.0.0.0/8, TCP, from port: 443, to port: 443, " +
            "ALLOW\" already exists"
        val shown = ec2.describeSecurityGroups { it.groupIds(group) }.securityGroups().single()
        shown.ipPermissions().single().ipRanges().map { it.description() } shouldBe listOf(null, "all")
        ec2.describeSecurityGroupRules { it.filters(filter("group-id", group)) }.securityGroupRules() shouldHaveSize 3
        val id = rules.first().securityGroupRuleId()
        ec2.modifySecurityGroupRules {
            it.groupId(group).securityGroupRules({ update ->
                update.securityGroupRuleId(id).securityGroupRule { rule ->
                    rule.ipProtocol("tcp").fromPort(80).toPort(80).cidrIpv4("10.0.0.0/8")
                }
            })
        }
        ec2.describeSecurityGroupRules { it.securityGroupRuleIds(id) }.securityGroupRules().single().fromPort() shouldBe 80
        ec2.revokeSecurityGroupIngress { it.groupId(group).securityGroupRuleIds(id) }
        ec2.describeSecurityGroups { it.groupIds(group) }.securityGroups().single().ipPermissions() shouldHaveSize 1

        val other = ec2.createSecurityGroup { it.groupName("db").description("Db").vpcId(vpc) }.groupId()
        val fromWeb = IpPermission.builder().ipProtocol("tcp").fromPort(5432).toPort(5432)
            .userIdGroupPairs({ it.groupId(group) }).build()
        ec2.authorizeSecurityGroupIngress { it.groupId(other).ipPermissions(fromWeb) }
        refusal { ec2.deleteSecurityGroup { it.groupId(group) } } shouldBe
            "DependencyViolation: resource $group has a dependent object"
        ec2.revokeSecurityGroupIngress { it.groupId(other).ipPermissions(fromWeb) }
        ec2.deleteSecurityGroup { it.groupId(group) }
    }

    @Test
    fun `tags are found by key, value and wildcards, and a list comes in pages`() {
        val vpcs = (1..7).map { i ->
            ec2.createVpc { it.cidrBlock("10.$i.0.0/16") }.vpc().vpcId().also { id ->
                ec2.createTags { it.resources(id).tags({ tag -> tag.key("Name").value("app-$i") }) }
            }
        }
        ec2.describeVpcs { it.filters(filter("tag:Name", "app-3")) }.vpcs().map { it.vpcId() } shouldBe listOf(vpcs[2])
        ec2.describeVpcs { it.filters(filter("tag:Name", "app-?")) }.vpcs().map { it.vpcId() } shouldBe vpcs
        ec2.describeVpcs { it.filters(filter("tag-key", "Na*"), filter("cidr", "10.2.0.0/16")) }.vpcs().map { it.vpcId() } shouldBe
            listOf(vpcs[1])
        ec2.describeVpcsPaginator { it.maxResults(5) }.vpcs().map { it.vpcId() }.drop(1) shouldBe vpcs
        ec2.describeTags { it.filters(filter("resource-id", vpcs[0])) }.tags().single().value() shouldBe "app-1"
        ec2.deleteTags { it.resources(vpcs[0]).tags({ tag -> tag.key("Name") }) }
        ec2.describeTags { it.filters(filter("resource-id", vpcs[0])) }.tags().shouldBeEmpty()
        refusal { ec2.describeVpcs { it.maxResults(1) } } shouldStartWith "InvalidParameterValue: Value ( 1 )"
    }
}

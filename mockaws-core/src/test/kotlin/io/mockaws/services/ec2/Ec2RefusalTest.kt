package io.mockaws.services.ec2

import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldStartWith
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleRequest
import software.amazon.awssdk.services.ec2.model.VolumeType

/** AWS's words, as it answered moto's tests that run against it (`aws_verified`), unless a test names another source. */
class Ec2RefusalTest {
    private val ec2 = Ec2World().client

    private fun template(): String =
        ec2.createLaunchTemplate { r -> r.launchTemplateName("web").launchTemplateData { it.instanceType("t3.micro") } }
            .launchTemplate().launchTemplateId()

    private fun versions(vararg versions: String): List<LaunchTemplateVersion> =
        ec2.describeLaunchTemplateVersions { it.versions(*versions) }.launchTemplateVersions()

    @Test
    fun `versions of all launch templates are the latest and the default ones`() {
        versions("\$Latest").shouldBeEmpty()
        template()
        versions("\$Default").single().launchTemplateName() shouldBe "web"
        refusal { versions("1") } shouldStartWith
            "InvalidParameterValue: To describe the launch template data for all your launch templates, for ‘--versions’"
        refusal { ec2.describeLaunchTemplateVersions { } } shouldStartWith
            "MissingParameter: To describe the launch template data for all your launch templates"
    }

    @Test
    fun `a launch template's default is one of its versions`() {
        val id = template()
        refusal { ec2.modifyLaunchTemplate { it.launchTemplateId(id).defaultVersion("2") } } shouldBe
            "InvalidLaunchTemplateId.VersionNotFound: The launch template version 2 is not found for the specified launch template."
        refusal { ec2.modifyLaunchTemplate { it.launchTemplateId(id).launchTemplateName("web").defaultVersion("1") } } shouldBe
            "InvalidParameterCombination: Either provide launch template ID or launch template name to modify the template."
    }

    @Test
    fun `a rule of a security group has one target`() {
        val group = ec2.createSecurityGroup { it.groupName("web").description("web").vpcId(ec2.defaultVpc()) }.groupId()
        val rule =
            ec2.authorizeSecurityGroupIngress { it.groupId(group).ipProtocol("tcp").fromPort(80).toPort(80).cidrIp("10.0.0.0/8") }
                .securityGroupRules().single().securityGroupRuleId()

        fun change(more: SecurityGroupRuleRequest.Builder.() -> Unit) =
            refusal {
                ec2.modifySecurityGroupRules { r ->
                    r.groupId(group).securityGroupRules({ u ->
                        u.securityGroupRuleId(rule).securityGroupRule { it.ipProtocol("tcp").fromPort(1).toPort(2).apply(more) }
                    })
                }
            }
        change { } shouldBe
            "MissingParameter: The request must contain exactly one of: cidrIp, cidrIpv6, prefixListId, or referencedGroupId"
        change { cidrIpv4("10.0.0.0/8").cidrIpv6("2001:db8::/32") } shouldBe
            "InvalidParameterCombination: Only one of cidrIp, cidrIpv6, prefixListId, or referencedGroupId can be specified"
        change { cidrIpv4("10.0.0.0/8") } shouldStartWith "answered"
    }

    @Test
    fun `a VPN goes to one gateway, which is there`() {
        refusal {
            ec2.createVpnConnection {
                it.type("ipsec.1").customerGatewayId("cgw-0123abcd").vpnGatewayId("vgw-0123abcd").transitGatewayId("tgw-0123abcd")
            }
        } shouldBe "InvalidParameterValue: The request must not contain both parameter vpnGatewayId and transitGatewayId"
        val gateway = ec2.createCustomerGateway { it.type("ipsec.1").publicIp("205.251.242.54").bgpAsn(65534) }.customerGateway()
        refusal {
            ec2.createVpnConnection {
                it.type("ipsec.1").customerGatewayId(gateway.customerGatewayId()).transitGatewayId("tgw-0123456789abcdef0")
            }
        } shouldBe "InvalidTransitGatewayID.NotFound: The transitGateway ID 'tgw-0123456789abcdef0' does not exist"
    }

    @Test
    fun `a VPC has five blocks of addresses`() {
        val vpc = ec2.createVpc { it.cidrBlock("10.10.0.0/24") }.vpc().vpcId()
        for (i in 1..4) ec2.associateVpcCidrBlock { it.vpcId(vpc).cidrBlock("10.10.$i.0/24") }
        refusal { ec2.associateVpcCidrBlock { it.vpcId(vpc).cidrBlock("10.10.5.0/24") } } shouldBe
            "CidrLimitExceeded: This network $vpc has met its maximum number of allowed CIDRs: 5"
    }

    /** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVolume.html */
    @Test
    fun `a key goes with encryption, and many instances with provisioned volumes`() {
        fun volume(
            key: String? = null,
            type: VolumeType = VolumeType.GP3,
        ) = refusal {
            ec2.createVolume {
                it.availabilityZone("us-east-1a").size(10).volumeType(type).kmsKeyId(key).multiAttachEnabled(key == null)
                    .iops(3000)
            }
        }
        volume("alias/orders") shouldBe
            "InvalidParameterDependency: The parameter KmsKeyId requires the parameter Encrypted to be set."
        volume() shouldStartWith "InvalidParameterCombination: The parameter multiAttachEnabled"
        volume(type = VolumeType.IO2) shouldStartWith "answered"
    }

    /** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetLaunchTemplateData.html */
    @Test
    fun `a launch template that is made of an instance has its tags`() {
        val image = ec2.describeImages { it.owners("amazon") }.images().first { it.architectureAsString() == "x86_64" }.imageId()
        val id =
            ec2.runInstances { r ->
                r.imageId(image).minCount(1).maxCount(1).instanceType("t3.micro")
                    .tagSpecifications({ s -> s.resourceType("instance").tags({ it.key("team").value("shop") }) })
            }.instances().single().instanceId()
        ec2.getLaunchTemplateData { it.instanceId(id) }.launchTemplateData().tagSpecifications().single().let {
            it.resourceTypeAsString() shouldBe "instance"
            it.tags().single().value() shouldBe "shop"
        }
        refusal {
            ec2.createVpc { r -> r.cidrBlock("10.0.0.0/16").tagSpecifications({ s -> s.tags({ it.key("team").value("shop") }) }) }
        } shouldBe "InvalidParameter: Tag specification resource type must have a value"
    }
}

package io.mockaws.services.ec2.op

import io.mockaws.kit.Members
import io.mockaws.services.ec2.query.Describe
import io.mockaws.services.ec2.resource.Kind
import io.mockaws.services.ec2.state.Ec2Call

/** What an operation does with what goes in and out as members. */
internal typealias Handler = suspend (Members, Ec2Call) -> Members

/** A line of a table. */
internal fun by(handler: (Members, Ec2Call) -> Members): Handler = { input, call -> handler(input, call) }

/** VPCs, subnets, groups, regions. Null for what is none of these. */
internal fun vpcOperation(name: String): Handler? =
    when (name) {
        "AssociateSubnetCidrBlock" -> by(::associateSubnetCidrBlock)

        "AssociateVpcCidrBlock" -> by(::associateVpcCidrBlock)

        "AuthorizeSecurityGroupEgress" -> by { input, call -> authorize(input, call, egress = true) }

        "AuthorizeSecurityGroupIngress" -> by { input, call -> authorize(input, call, egress = false) }

        "CreateDefaultSubnet" -> by(::createDefaultSubnet)

        "CreateDefaultVpc" -> by(::createDefaultVpc)

        "CreateSecurityGroup" -> by(::createSecurityGroup)

        "CreateSubnet" -> by(::createSubnet)

        "CreateSubnetCidrReservation" -> by(::createCidrReservation)

        "CreateVpc" -> by(::createVpc)

        "DeleteSecurityGroup" -> by(::deleteSecurityGroup)

        "DeleteSubnet" -> by(::deleteSubnet)

        "DeleteSubnetCidrReservation" -> by(::deleteCidrReservation)

        "DeleteVpc" -> by(::deleteVpc)

        "DescribeAccountAttributes" -> by(::describeAccountAttributes)

        "DescribeAvailabilityZones" -> by(::describeAvailabilityZones)

        "DescribeRegions" -> by(::describeRegions)

        "DescribeSecurityGroupReferences" -> by(::describeSecurityGroupReferences)

        "DescribeSecurityGroupRules" -> by(::describeSecurityGroupRules)

        "DescribeSecurityGroups" -> by(::describeSecurityGroups)

        "DescribeSubnets" -> by(Describe(name, Kind.SUBNET, "SubnetIds", "Subnets")::answer)

        "DescribeTags" -> by(::describeTags)

        "DescribeVpcAttribute" -> by(::describeVpcAttribute)

        "DescribeVpcs" -> by(Describe(name, Kind.VPC, "VpcIds", "Vpcs")::answer)

        "DisassociateSubnetCidrBlock" -> by(::disassociateSubnetCidrBlock)

        "DisassociateVpcCidrBlock" -> by(::disassociateVpcCidrBlock)

        "GetSubnetCidrReservations" -> by(::getCidrReservations)

        "GetSecurityGroupsForVpc" -> by(::getSecurityGroupsForVpc)

        "ModifySecurityGroupRules" -> by(::modifySecurityGroupRules)

        "ModifySubnetAttribute" -> by(::modifySubnetAttribute)

        "ModifyVpcAttribute" -> by(::modifyVpcAttribute)

        "ModifyVpcTenancy" -> by(::modifyVpcTenancy)

        "RevokeSecurityGroupEgress" -> by { input, call -> revoke(input, call, egress = true) }

        "RevokeSecurityGroupIngress" -> by { input, call -> revoke(input, call, egress = false) }

        "UpdateSecurityGroupRuleDescriptionsEgress" -> by { input, call ->
            updateDescriptions(input, call, egress = true)
        }

        "UpdateSecurityGroupRuleDescriptionsIngress" -> by { input, call ->
            updateDescriptions(input, call, egress = false)
        }

        else -> null
    }

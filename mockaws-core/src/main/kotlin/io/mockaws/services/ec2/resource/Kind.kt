package io.mockaws.services.ec2.resource

import io.mockaws.kit.members
import io.mockaws.kit.parts
import io.mockaws.kit.text

/**
 * What there is in EC2: how its ids begin, what the member with its id is called, and what EC2 says when one is missing.
 *
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 *
 * @param words how ids begin, the member with the id, the codes for one that is not there and for what cannot be an id; a dash
 *   for nothing
 * @param missingText the words for one that is not there; `{}` is its id
 * @param indexes paths of members by which many are found at once
 */
internal enum class Kind(
    words: String,
    val missingText: String,
    indexes: String = "",
    val tagMember: String = "Tags",
    tagType: String? = null,
) {
    VPC(
        "vpc VpcId InvalidVpcID.NotFound InvalidVpcID.Malformed",
        "The vpc ID '{}' does not exist",
        "IsDefault DhcpOptionsId",
    ),
    SUBNET(
        "subnet SubnetId InvalidSubnetID.NotFound InvalidSubnetID.Malformed",
        "The subnet ID '{}' does not exist",
        "VpcId AvailabilityZone",
    ),
    SECURITY_GROUP(
        "sg GroupId InvalidGroup.NotFound InvalidGroupId.Malformed",
        "The security group '{}' does not exist",
        "VpcId GroupName",
    ),
    SECURITY_GROUP_RULE(
        "sgr SecurityGroupRuleId InvalidSecurityGroupRuleId.NotFound InvalidSecurityGroupRuleId.Malformed",
        "The security group rule ID '{}' does not exist",
        "GroupId ReferencedGroupInfo.GroupId PrefixListId",
    ),
    DHCP_OPTIONS(
        "dopt DhcpOptionsId InvalidDhcpOptionID.NotFound InvalidDhcpOptionsId.Malformed",
        "The dhcpOption ID '{}' does not exist",
    ),
    INTERNET_GATEWAY(
        "igw InternetGatewayId InvalidInternetGatewayID.NotFound InvalidInternetGatewayId.Malformed",
        "The internetGateway ID '{}' does not exist",
        "Attachments.VpcId",
    ),
    EGRESS_ONLY_INTERNET_GATEWAY(
        "eigw EgressOnlyInternetGatewayId InvalidGatewayID.NotFound InvalidEgressOnlyInternetGatewayId.Malformed",
        "The eigw ID '{}' does not exist",
        "Attachments.VpcId",
    ),
    CARRIER_GATEWAY(
        "cagw CarrierGatewayId InvalidCarrierGatewayID.NotFound InvalidCarrierGatewayID.Malformed",
        "The CarrierGateway ID '{}' does not exist",
        "VpcId",
    ),
    ROUTE_TABLE(
        "rtb RouteTableId InvalidRouteTableID.NotFound InvalidRouteTableId.Malformed",
        "The routeTable ID '{}' does not exist",
        "VpcId Associations.SubnetId Associations.RouteTableAssociationId Routes.GatewayId " +
            "Routes.DestinationPrefixListId",
    ),
    NETWORK_ACL(
        "acl NetworkAclId InvalidNetworkAclID.NotFound InvalidNetworkAclId.Malformed",
        "The networkAcl ID '{}' does not exist",
        "VpcId Associations.SubnetId Associations.NetworkAclAssociationId",
    ),
    NAT_GATEWAY(
        "nat NatGatewayId NatGatewayNotFound NatGatewayMalformed",
        "The Nat Gateway {} was not found",
        "VpcId SubnetId",
        tagType = "natgateway",
    ),
    NETWORK_INTERFACE(
        "eni NetworkInterfaceId InvalidNetworkInterfaceID.NotFound InvalidNetworkInterfaceId.Malformed",
        "The networkInterface ID '{}' does not exist",
        "VpcId SubnetId Groups.GroupId Attachment.InstanceId Attachment.AttachmentId " +
            "PrivateIpAddresses.PrivateIpAddress PrivateDnsName Association.PublicIp",
        tagMember = "TagSet",
    ),
    ADDRESS(
        "eipalloc AllocationId InvalidAllocationID.NotFound InvalidAllocationID.Malformed",
        "The allocation ID '{}' does not exist",
        "PublicIp AssociationId NetworkInterfaceId InstanceId",
        tagType = "elastic-ip",
    ),
    VPC_ENDPOINT(
        "vpce VpcEndpointId InvalidVpcEndpointId.NotFound InvalidVpcEndpointId.Malformed",
        "The Vpc Endpoint Id '{}' does not exist",
        "VpcId SubnetIds Groups.GroupId",
    ),
    VPC_ENDPOINT_SERVICE(
        "vpce-svc ServiceId InvalidVpcEndpointServiceId.NotFound InvalidVpcEndpointServiceId.Malformed",
        "The VpcEndpointService Id '{}' does not exist",
    ),
    VPC_PEERING(
        "pcx VpcPeeringConnectionId InvalidVpcPeeringConnectionID.NotFound " +
            "InvalidVpcPeeringConnectionId.Malformed",
        "The vpcPeeringConnection ID '{}' does not exist",
        "RequesterVpcInfo.VpcId AccepterVpcInfo.VpcId",
        tagType = "vpc-peering-connection",
    ),
    FLOW_LOG(
        "fl FlowLogId InvalidFlowLogId.NotFound -",
        "These flow log ids in the input list are not found: [TotalCount: 1] {}",
        "ResourceId",
        tagType = "vpc-flow-log",
    ),
    PREFIX_LIST(
        "pl PrefixListId InvalidPrefixListID.NotFound InvalidPrefixListId.Malformed",
        "The prefix list ID '{}' does not exist",
    ),
    CUSTOMER_GATEWAY(
        "cgw CustomerGatewayId InvalidCustomerGatewayID.NotFound InvalidCustomerGatewayID.Malformed",
        "The customerGateway ID '{}' does not exist",
    ),
    VPN_GATEWAY(
        "vgw VpnGatewayId InvalidVpnGatewayID.NotFound InvalidVpnGatewayID.Malformed",
        "The vpnGateway ID '{}' does not exist",
        "VpcAttachments.VpcId",
    ),
    VPN_CONNECTION(
        "vpn VpnConnectionId InvalidVpnConnectionID.NotFound InvalidVpnConnectionID.Malformed",
        "The vpnConnection ID '{}' does not exist",
    ),
    INSTANCE(
        "i InstanceId InvalidInstanceID.NotFound InvalidInstanceID.Malformed",
        "The instance ID '{}' does not exist",
        "State.Name VpcId SubnetId ImageId InstanceType KeyName ReservationId ClientToken " +
            "Placement.AvailabilityZone Placement.GroupName",
    ),
    PROFILE_ASSOCIATION(
        "iip-assoc AssociationId InvalidAssociationID.NotFound -",
        "An invalid association-id of '{}' was given",
        "InstanceId",
    ),
    VOLUME(
        "vol VolumeId InvalidVolume.NotFound InvalidVolumeID.Malformed",
        "The volume '{}' does not exist.",
        "State AvailabilityZone Attachments.InstanceId",
    ),
    SNAPSHOT(
        "snap SnapshotId InvalidSnapshot.NotFound InvalidSnapshotID.Malformed",
        "The snapshot '{}' does not exist.",
        "VolumeId",
    ),
    IMAGE(
        "ami ImageId InvalidAMIID.NotFound InvalidAMIID.Malformed",
        "The image id '[{}]' does not exist",
        "Name BlockDeviceMappings.Ebs.SnapshotId",
    ),
    KEY_PAIR("key KeyPairId InvalidKeyPair.NotFound -", "The key pair '{}' does not exist", "KeyName"),
    LAUNCH_TEMPLATE(
        "lt LaunchTemplateId InvalidLaunchTemplateId.NotFound InvalidLaunchTemplateId.Malformed",
        "The specified launch template, with template ID {}, does not exist.",
        "LaunchTemplateName",
    ),
    PLACEMENT_GROUP(
        "pg GroupId InvalidPlacementGroup.Unknown -",
        "The Placement Group '{}' is unknown.",
        "GroupName",
    ),
    SPOT_REQUEST(
        "sir SpotInstanceRequestId InvalidSpotInstanceRequestID.NotFound InvalidSpotInstanceRequestID.Malformed",
        "The spot instance request ID '{}' does not exist",
        "InstanceId State",
        tagType = "spot-instances-request",
    ),
    FLEET("fleet FleetId InvalidFleetId.NotFound InvalidFleetId.Malformed", "The fleet ID '{}' does not exist"),
    SPOT_FLEET(
        "sfr SpotFleetRequestId InvalidSpotFleetRequestId.NotFound -",
        "The spot fleet request ID '{}' does not exist",
        tagType = "spot-fleet-request",
    ),
    HOST(
        "h HostId InvalidHostID.NotFound InvalidHostID.Malformed",
        "The host ID '{}' does not exist",
        tagType = "dedicated-host",
    ),

    CIDR_RESERVATION(
        "scr SubnetCidrReservationId InvalidSubnetCidrReservationID.NotFound -",
        "The subnet-cidr-reservation ID '{}' does not exist",
        "SubnetId",
        tagType = "subnet-cidr-reservation",
    ),
    TRANSIT_GATEWAY(
        "tgw TransitGatewayId InvalidTransitGatewayID.NotFound InvalidTransitGatewayID.Malformed",
        "Transit Gateway {} was deleted or does not exist.",
    ),
    TRANSIT_ATTACHMENT(
        "tgw-attach TransitGatewayAttachmentId InvalidTransitGatewayAttachmentID.NotFound " +
            "InvalidTransitGatewayAttachmentID.Malformed",
        "Transit Gateway Attachment {} was deleted or does not exist.",
        "TransitGatewayId VpcId",
        tagType = "transit-gateway-attachment",
    ),
    TRANSIT_ROUTE_TABLE(
        "tgw-rtb TransitGatewayRouteTableId InvalidRouteTableID.NotFound InvalidRouteTableId.Malformed",
        "Transit Gateway Route Table {} was deleted or does not exist.",
        "TransitGatewayId",
        tagType = "transit-gateway-route-table",
    ),

    /** A type of instances that a test has added, by its name. */
    INSTANCE_TYPE("- InstanceType InvalidInstanceType -", "The following supplied instance types do not exist: [{}]"),

    /** A setting of the account, by its name. */
    SETTING("- - InvalidParameterValue -", "The setting '{}' does not exist"),

    /** A request that must not be done twice, by its operation and token. */
    REQUEST("- - InvalidParameterValue -", "The token '{}' does not exist"),
    ;

    private val parts = words.split(' ').map { if (it == "-") "" else it }
    val prefix: String = parts[0]
    val idMember: String = parts[1]
    val missing: String = parts[2]
    val malformed: String? = parts[3].ifEmpty { null }
    val indexed: List<String> = indexes.split(' ').filter { it.isNotEmpty() }

    /** What tags call it: `security-group`. */
    val tagType: String = tagType ?: name.lowercase().replace('_', '-')

    private val form = Regex("${Regex.escape(prefix)}-([0-9a-f]{8}|[0-9a-f]{17})")

    /** Whether [text] has the form of its ids. */
    fun isId(text: String): Boolean = form.matches(text)

    companion object {
        private val byPrefix = entries.filter { it.prefix.isNotEmpty() }.associateBy { it.prefix }

        /** The kind whose ids begin as [id] does; null for none. */
        fun of(id: String): Kind? = byPrefix[id.substringBeforeLast('-', "")]
    }
}

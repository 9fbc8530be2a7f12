package io.mockaws.services.ec2.resource

/**
 * What there is in EC2: how its ids begin, what the member with its id is called, and what EC2 says when one is missing.
 *
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 *
 * @param missing the code and the words for one that is not there; `{}` is its id
 * @param malformed the code for what cannot be an id at all; null where ids are free
 * @param indexed paths of members by which many are found at once
 */
internal enum class Kind(
    val prefix: String,
    val idMember: String,
    val missing: String,
    val malformed: String? = null,
    val indexed: List<String> = emptyList(),
    val tagMember: String = "Tags",
    tagType: String? = null,
) {
    VPC("vpc", "VpcId", "InvalidVpcID.NotFound The vpc ID '{}' does not exist", "InvalidVpcID.Malformed", listOf("IsDefault", "DhcpOptionsId")),
    SUBNET("subnet", "SubnetId", "InvalidSubnetID.NotFound The subnet ID '{}' does not exist", "InvalidSubnetID.Malformed", listOf("VpcId", "AvailabilityZone")),
    SECURITY_GROUP("sg", "GroupId", "InvalidGroup.NotFound The security group '{}' does not exist", "InvalidGroupId.Malformed", listOf("VpcId", "GroupName")),
    SECURITY_GROUP_RULE("sgr", "SecurityGroupRuleId", "InvalidSecurityGroupRuleId.NotFound The security group rule ID '{}' does not exist", "InvalidSecurityGroupRuleId.Malformed", listOf("GroupId", "ReferencedGroupInfo.GroupId", "PrefixListId")),
    DHCP_OPTIONS("dopt", "DhcpOptionsId", "InvalidDhcpOptionID.NotFound The dhcpOption ID '{}' does not exist", "InvalidDhcpOptionsId.Malformed"),
    INTERNET_GATEWAY("igw", "InternetGatewayId", "InvalidInternetGatewayID.NotFound The internetGateway ID '{}' does not exist", "InvalidInternetGatewayId.Malformed", listOf("Attachments.VpcId")),
    EGRESS_ONLY_INTERNET_GATEWAY("eigw", "EgressOnlyInternetGatewayId", "InvalidGatewayID.NotFound The eigw ID '{}' does not exist", "InvalidEgressOnlyInternetGatewayId.Malformed", listOf("Attachments.VpcId")),
    CARRIER_GATEWAY("cagw", "CarrierGatewayId", "InvalidCarrierGatewayID.NotFound The CarrierGateway ID '{}' does not exist", "InvalidCarrierGatewayID.Malformed", listOf("VpcId")),
    ROUTE_TABLE("rtb", "RouteTableId", "InvalidRouteTableID.NotFound The routeTable ID '{}' does not exist", "InvalidRouteTableId.Malformed", listOf("VpcId", "Associations.SubnetId", "Associations.RouteTableAssociationId", "Routes.GatewayId", "Routes.DestinationPrefixListId")),
    NETWORK_ACL("acl", "NetworkAclId", "InvalidNetworkAclID.NotFound The networkAcl ID '{}' does not exist", "InvalidNetworkAclId.Malformed", listOf("VpcId", "Associations.SubnetId", "Associations.NetworkAclAssociationId")),
    NAT_GATEWAY("nat", "NatGatewayId", "NatGatewayNotFound The Nat Gateway {} was not found", "NatGatewayMalformed", listOf("VpcId", "SubnetId"), tagType = "natgateway"),
    NETWORK_INTERFACE("eni", "NetworkInterfaceId", "InvalidNetworkInterfaceID.NotFound The networkInterface ID '{}' does not exist", "InvalidNetworkInterfaceId.Malformed", listOf("VpcId", "SubnetId", "Groups.GroupId", "Attachment.InstanceId", "Attachment.AttachmentId", "PrivateIpAddresses.PrivateIpAddress", "Association.PublicIp"), tagMember = "TagSet"),
    ADDRESS("eipalloc", "AllocationId", "InvalidAllocationID.NotFound The allocation ID '{}' does not exist", "InvalidAllocationID.Malformed", listOf("PublicIp", "AssociationId", "NetworkInterfaceId", "InstanceId"), tagType = "elastic-ip"),
    VPC_ENDPOINT("vpce", "VpcEndpointId", "InvalidVpcEndpointId.NotFound The Vpc Endpoint Id '{}' does not exist", "InvalidVpcEndpointId.Malformed", listOf("VpcId", "SubnetIds", "Groups.GroupId")),
    VPC_ENDPOINT_SERVICE("vpce-svc", "ServiceId", "InvalidVpcEndpointServiceId.NotFound The VpcEndpointService Id '{}' does not exist", "InvalidVpcEndpointServiceId.Malformed"),
    VPC_PEERING("pcx", "VpcPeeringConnectionId", "InvalidVpcPeeringConnectionID.NotFound The vpcPeeringConnection ID '{}' does not exist", "InvalidVpcPeeringConnectionId.Malformed", listOf("RequesterVpcInfo.VpcId", "AccepterVpcInfo.VpcId"), tagType = "vpc-peering-connection"),
    FLOW_LOG("fl", "FlowLogId", "InvalidFlowLogId.NotFound These flow log ids in the input list are not found: [TotalCount: 1] {}", null, listOf("ResourceId"), tagType = "vpc-flow-log"),
    PREFIX_LIST("pl", "PrefixListId", "InvalidPrefixListID.NotFound The prefix list ID '{}' does not exist", "InvalidPrefixListId.Malformed"),
    CUSTOMER_GATEWAY("cgw", "CustomerGatewayId", "InvalidCustomerGatewayID.NotFound The customerGateway ID '{}' does not exist", "InvalidCustomerGatewayID.Malformed"),
    VPN_GATEWAY("vgw", "VpnGatewayId", "InvalidVpnGatewayID.NotFound The vpnGateway ID '{}' does not exist", "InvalidVpnGatewayID.Malformed", listOf("VpcAttachments.VpcId")),
    VPN_CONNECTION("vpn", "VpnConnectionId", "InvalidVpnConnectionID.NotFound The vpnConnection ID '{}' does not exist", "InvalidVpnConnectionID.Malformed"),
    INSTANCE("i", "InstanceId", "InvalidInstanceID.NotFound The instance ID '{}' does not exist", "InvalidInstanceID.Malformed", listOf("State.Name", "VpcId", "SubnetId", "ImageId", "InstanceType", "ReservationId", "ClientToken", "Placement.AvailabilityZone", "Placement.GroupName")),
    PROFILE_ASSOCIATION("iip-assoc", "AssociationId", "InvalidAssociationID.NotFound An invalid association-id of '{}' was given", null, listOf("InstanceId")),
    VOLUME("vol", "VolumeId", "InvalidVolume.NotFound The volume '{}' does not exist.", "InvalidVolumeID.Malformed", listOf("State", "AvailabilityZone", "Attachments.InstanceId")),
    SNAPSHOT("snap", "SnapshotId", "InvalidSnapshot.NotFound The snapshot '{}' does not exist.", "InvalidSnapshotID.Malformed", listOf("VolumeId")),
    IMAGE("ami", "ImageId", "InvalidAMIID.NotFound The image id '[{}]' does not exist", "InvalidAMIID.Malformed", listOf("Name", "BlockDeviceMappings.Ebs.SnapshotId")),
    KEY_PAIR("key", "KeyPairId", "InvalidKeyPair.NotFound The key pair '{}' does not exist", null, listOf("KeyName")),
    LAUNCH_TEMPLATE("lt", "LaunchTemplateId", "InvalidLaunchTemplateId.NotFound The specified launch template, with template ID {}, does not exist.", "InvalidLaunchTemplateId.Malformed", listOf("LaunchTemplateName")),
    PLACEMENT_GROUP("pg", "GroupId", "InvalidPlacementGroup.Unknown The Placement Group '{}' is unknown.", null, listOf("GroupName")),
    SPOT_REQUEST("sir", "SpotInstanceRequestId", "InvalidSpotInstanceRequestID.NotFound The spot instance request ID '{}' does not exist", "InvalidSpotInstanceRequestID.Malformed", listOf("InstanceId", "State"), tagType = "spot-instances-request"),
    FLEET("fleet", "FleetId", "InvalidFleetId.NotFound The fleet ID '{}' does not exist", "InvalidFleetId.Malformed"),
    SPOT_FLEET("sfr", "SpotFleetRequestId", "InvalidSpotFleetRequestId.NotFound The spot fleet request ID '{}' does not exist", null, tagType = "spot-fleet-request"),
    HOST("h", "HostId", "InvalidHostID.NotFound The host ID '{}' does not exist", "InvalidHostID.Malformed", tagType = "dedicated-host"),

    CIDR_RESERVATION("scr", "SubnetCidrReservationId", "InvalidSubnetCidrReservationID.NotFound The subnet-cidr-reservation ID '{}' does not exist", null, listOf("SubnetId"), tagType = "subnet-cidr-reservation"),
    TRANSIT_GATEWAY("tgw", "TransitGatewayId", "InvalidTransitGatewayID.NotFound Transit Gateway {} was deleted or does not exist.", "InvalidTransitGatewayID.Malformed"),
    TRANSIT_ATTACHMENT("tgw-attach", "TransitGatewayAttachmentId", "InvalidTransitGatewayAttachmentID.NotFound Transit Gateway Attachment {} was deleted or does not exist.", "InvalidTransitGatewayAttachmentID.Malformed", listOf("TransitGatewayId", "VpcId"), tagType = "transit-gateway-attachment"),
    TRANSIT_ROUTE_TABLE("tgw-rtb", "TransitGatewayRouteTableId", "InvalidRouteTableID.NotFound Transit Gateway Route Table {} was deleted or does not exist.", "InvalidRouteTableId.Malformed", listOf("TransitGatewayId"), tagType = "transit-gateway-route-table"),

    /** A type of instances that a test has added, by its name. */
    INSTANCE_TYPE("", "InstanceType", "InvalidInstanceType The following supplied instance types do not exist: [{}]"),

    /** A setting of the account, by its name. */
    SETTING("", "", "InvalidParameterValue The setting '{}' does not exist"),

    /** A request that must not be done twice, by its operation and token. */
    REQUEST("", "", "InvalidParameterValue The token '{}' does not exist"),
    ;

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

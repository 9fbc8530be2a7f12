"""Programs as people write them for EC2 and its prices, by boto3: python3 machines.py http://127.0.0.1:5000"""

import json
import sys

import boto3
import botocore
from botocore.exceptions import ClientError

settings = dict(
    endpoint_url=sys.argv[1], region_name="us-east-1", aws_access_key_id="test", aws_secret_access_key="test"
)
client = boto3.client("ec2", **settings)
ec2 = boto3.resource("ec2", **settings)


def refused(code, call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        assert error.response["Error"]["Code"] == code, error
    else:
        raise AssertionError(f"not refused with {code}")


def latest_image():
    """The newest Amazon Linux, as many scripts look it up."""
    images = client.describe_images(
        Owners=["amazon"],
        Filters=[{"Name": "name", "Values": ["al2023-ami-2023.*-kernel-6.1-x86_64"]}, {"Name": "state", "Values": ["available"]}],
    )["Images"]
    return max(images, key=lambda image: image["CreationDate"])["ImageId"]


# Run, wait, tag, describe by filter page by page, stop, end.
image = latest_image()
name = {"ResourceType": "instance", "Tags": [{"Key": "Name", "Value": "worker"}]}
started = ec2.create_instances(ImageId=image, InstanceType="t3.micro", MinCount=5, MaxCount=5, TagSpecifications=[name])
assert {instance.state["Name"] for instance in started} == {"pending"}
for instance in started:
    instance.wait_until_running()
    instance.reload()
    assert instance.state["Name"] == "running" and instance.private_ip_address
ids = [instance.id for instance in started]
client.create_tags(Resources=ids[:2], Tags=[{"Key": "role", "Value": "front"}])
pages = client.get_paginator("describe_instances").paginate(
    Filters=[{"Name": "tag:Name", "Values": ["work*"]}, {"Name": "instance-state-name", "Values": ["running"]}],
    PaginationConfig={"PageSize": 5},
)
found = [instance["InstanceId"] for page in pages for group in page["Reservations"] for instance in group["Instances"]]
assert found == ids, found
front = ec2.instances.filter(Filters=[{"Name": "tag:role", "Values": ["front"]}])
assert sorted(instance.id for instance in front) == sorted(ids[:2])
assert {tag["Value"] for tag in ec2.Instance(ids[0]).tags} == {"worker", "front"}
client.stop_instances(InstanceIds=ids[:1])
client.get_waiter("instance_stopped").wait(InstanceIds=ids[:1])
client.start_instances(InstanceIds=ids[:1])
client.get_waiter("instance_status_ok").wait(InstanceIds=ids[:1])
ec2.instances.filter(InstanceIds=ids).terminate()
client.get_waiter("instance_terminated").wait(InstanceIds=ids)
refused("IncorrectInstanceState", client.start_instances, InstanceIds=ids[:1])
refused("InvalidInstanceID.Malformed", client.describe_instances, InstanceIds=["worker"])

# All types with what they cost.
types = {}
for page in client.get_paginator("describe_instance_types").paginate():
    for found in page["InstanceTypes"]:
        if "VCpuInfo" in found and "x86_64" in found["ProcessorInfo"]["SupportedArchitectures"]:
            types[found["InstanceType"]] = (found["VCpuInfo"]["DefaultVCpus"], found["MemoryInfo"]["SizeInMiB"] / 1024)
pricing = boto3.client("pricing", **settings)
wanted = {"operatingSystem": "Linux", "tenancy": "Shared", "capacitystatus": "Used", "preInstalledSw": "NA", "regionCode": "us-east-1"}
filters = [{"Type": "TERM_MATCH", "Field": field, "Value": value} for field, value in wanted.items()]
prices = {}
for page in pricing.get_paginator("get_products").paginate(ServiceCode="AmazonEC2", Filters=filters):
    for document in map(json.loads, page["PriceList"]):
        term = next(iter(document["terms"]["OnDemand"].values()))
        price = next(iter(term["priceDimensions"].values()))["pricePerUnit"]["USD"]
        prices[document["product"]["attributes"]["instanceType"]] = float(price)
assert types["m5.large"] == (2, 8.0) and prices["m5.large"] == 0.096, prices.get("m5.large")
priced = [(prices[kind] / cores, kind) for kind, (cores, memory) in types.items() if kind in prices]
assert len(priced) > 200, len(priced)

# A VPC with public and private subnets, built, then torn down from the inside.


def build():
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")
    vpc.wait_until_available()
    vpc.modify_attribute(EnableDnsHostnames={"Value": True})
    gateway = ec2.create_internet_gateway()
    vpc.attach_internet_gateway(InternetGatewayId=gateway.id)
    zones = [zone["ZoneName"] for zone in client.describe_availability_zones()["AvailabilityZones"]][:2]
    public = [vpc.create_subnet(CidrBlock=f"10.0.{i}.0/24", AvailabilityZone=zone) for i, zone in enumerate(zones)]
    private = [vpc.create_subnet(CidrBlock=f"10.0.1{i}.0/24", AvailabilityZone=zone) for i, zone in enumerate(zones)]
    table = vpc.create_route_table()
    table.create_route(DestinationCidrBlock="0.0.0.0/0", GatewayId=gateway.id)
    for subnet in public:
        table.associate_with_subnet(SubnetId=subnet.id)
    address = client.allocate_address(Domain="vpc")["AllocationId"]
    nat = client.create_nat_gateway(SubnetId=public[0].id, AllocationId=address)["NatGateway"]["NatGatewayId"]
    client.get_waiter("nat_gateway_available").wait(NatGatewayIds=[nat])
    inner = vpc.create_route_table()
    inner.create_route(DestinationCidrBlock="0.0.0.0/0", NatGatewayId=nat)
    for subnet in private:
        inner.associate_with_subnet(SubnetId=subnet.id)
    group = vpc.create_security_group(GroupName="web", Description="web")
    group.authorize_ingress(IpProtocol="tcp", FromPort=443, ToPort=443, CidrIp="0.0.0.0/0")
    return vpc, gateway, public, private, table, inner, address, nat, group


def tear_down(vpc, gateway, public, private, table, inner, address, nat, group):
    client.delete_nat_gateway(NatGatewayId=nat)
    client.get_waiter("nat_gateway_deleted").wait(NatGatewayIds=[nat])
    client.release_address(AllocationId=address)
    for routes in (table, inner):
        for association in routes.associations:
            association.delete()
        routes.delete()
    for subnet in public + private:
        subnet.delete()
    group.delete()
    vpc.detach_internet_gateway(InternetGatewayId=gateway.id)
    gateway.delete()
    vpc.delete()
    refused("InvalidVpcID.NotFound", client.describe_vpcs, VpcIds=[vpc.id])


tear_down(*build())

# The same from the outside: each step says that something is in its way.
parts = build()
vpc, gateway, public, private, table, inner, address, nat, group = parts
refused("DependencyViolation", client.delete_vpc, VpcId=vpc.id)
refused("DependencyViolation", client.detach_internet_gateway, InternetGatewayId=gateway.id, VpcId=vpc.id)
refused("DependencyViolation", client.delete_subnet, SubnetId=public[0].id)
refused("DependencyViolation", client.delete_route_table, RouteTableId=table.id)
refused("DependencyViolation", client.delete_internet_gateway, InternetGatewayId=gateway.id)
tear_down(*parts)

# A group that scales, behind a load balancer.
subnets = [subnet["SubnetId"] for subnet in client.describe_subnets()["Subnets"]][:2]
elb = boto3.client("elbv2", **settings)
scaling = boto3.client("autoscaling", **settings)
balancer = elb.create_load_balancer(Name="web", Subnets=subnets)["LoadBalancers"][0]
elb.get_waiter("load_balancer_available").wait(Names=["web"])
target = elb.create_target_group(Name="web", Protocol="HTTP", Port=80, VpcId=balancer["VpcId"])["TargetGroups"][0]["TargetGroupArn"]
elb.create_listener(
    LoadBalancerArn=balancer["LoadBalancerArn"],
    Protocol="HTTP",
    Port=80,
    DefaultActions=[{"Type": "forward", "TargetGroupArn": target}],
)
client.create_launch_template(LaunchTemplateName="web", LaunchTemplateData={"ImageId": image, "InstanceType": "t3.micro"})
scaling.create_auto_scaling_group(
    AutoScalingGroupName="web",
    MinSize=1,
    MaxSize=4,
    DesiredCapacity=2,
    VPCZoneIdentifier=",".join(subnets),
    LaunchTemplate={"LaunchTemplateName": "web"},
    TargetGroupARNs=[target],
)
elb.get_waiter("target_in_service").wait(TargetGroupArn=target)
scaling.set_desired_capacity(AutoScalingGroupName="web", DesiredCapacity=3)
members = scaling.describe_auto_scaling_groups(AutoScalingGroupNames=["web"])["AutoScalingGroups"][0]["Instances"]
healthy = elb.describe_target_health(TargetGroupArn=target)["TargetHealthDescriptions"]
assert {member["InstanceId"] for member in members} == {health["Target"]["Id"] for health in healthy}
assert {health["TargetHealth"]["State"] for health in healthy} == {"healthy"}
scaling.delete_auto_scaling_group(AutoScalingGroupName="web", ForceDelete=True)
elb.delete_load_balancer(LoadBalancerArn=balancer["LoadBalancerArn"])
elb.delete_target_group(TargetGroupArn=target)

print(f"botocore {botocore.__version__} and {len(priced)} types with prices: all is well")

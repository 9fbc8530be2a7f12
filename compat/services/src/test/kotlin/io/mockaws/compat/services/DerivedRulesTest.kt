package io.mockaws.compat.services

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldMatch
import io.mockaws.MockAws
import org.junit.jupiter.api.Test
import software.amazon.awssdk.services.amp.AmpClient
import software.amazon.awssdk.services.fis.FisClient
import software.amazon.awssdk.services.fis.model.CreateExperimentTemplateActionInput
import software.amazon.awssdk.services.fis.model.ExperimentStatus
import software.amazon.awssdk.services.fis.model.ResourceNotFoundException
import software.amazon.awssdk.services.route53.Route53Client
import software.amazon.awssdk.services.route53.model.ChangeAction
import software.amazon.awssdk.services.route53.model.ChangeStatus
import software.amazon.awssdk.services.route53.model.HostedZoneNotEmptyException
import software.amazon.awssdk.services.route53.model.InvalidChangeBatchException
import software.amazon.awssdk.services.route53.model.RRType
import software.amazon.awssdk.services.route53.model.TagResourceType
import software.amazon.awssdk.services.textract.TextractClient
import software.amazon.awssdk.services.timestreaminfluxdb.TimestreamInfluxDbClient
import software.amazon.awssdk.services.timestreaminfluxdb.model.ConflictException

/** What rules and facts say of services that nobody has written, beyond the life of a thing. */
class DerivedRulesTest {
    /** https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html */
    @Test
    fun `records of a hosted zone are what changes make of them`() {
        MockAws.start().use {
            Route53Client.create().use { dns ->
                val zone = dns.createHostedZone { it.name("example.com").callerReference("1") }
                zone.hostedZone().name() shouldBe "example.com."
                zone.delegationSet().nameServers() shouldHaveSize 4
                val id = zone.hostedZone().id()
                dns.names(id) shouldContainExactly listOf("example.com. NS", "example.com. SOA")

                val change = dns.change(id, ChangeAction.CREATE, "www.example.com", "192.0.2.1").changeInfo()
                dns.getChange { it.id(change.id()) }.changeInfo().status() shouldBe ChangeStatus.INSYNC
                dns.change(id, ChangeAction.UPSERT, "www.example.com", "192.0.2.2")
                val www = dns.listResourceRecordSets { it.hostedZoneId(id) }.resourceRecordSets().single { it.type() == RRType.A }
                www.name() shouldBe "www.example.com."
                www.resourceRecords().map { it.value() } shouldBe listOf("192.0.2.2")
                www.setIdentifier() shouldBe null

                shouldThrow<InvalidChangeBatchException> { dns.change(id, ChangeAction.CREATE, "www.example.com", "192.0.2.3") }
                    .message!! shouldContain "[name='www.example.com.', type='A'] but it already exists]"
                shouldThrow<HostedZoneNotEmptyException> { dns.deleteHostedZone { it.id(id) } }
                dns.change(id, ChangeAction.DELETE, "www.example.com", "192.0.2.2")
                dns.names(id) shouldHaveSize 2
                dns.getHostedZoneCount { }.hostedZoneCount() shouldBe 1
                dns.deleteHostedZone { it.id(id) }
                dns.listHostedZones().hostedZones() shouldHaveSize 0
            }
        }
    }

    @Test
    fun `tags that an answer has within a structure are shown`() {
        MockAws.start().use {
            Route53Client.create().use { dns ->
                val id = dns.createHostedZone { it.name("example.com").callerReference("1") }.hostedZone().id().substringAfterLast('/')
                dns.changeTagsForResource { tagging ->
                    tagging.resourceType(TagResourceType.HOSTEDZONE).resourceId(id).addTags({ it.key("colour").value("blue") })
                }
                val shown = dns.listTagsForResource { it.resourceType(TagResourceType.HOSTEDZONE).resourceId(id) }.resourceTagSet()
                shown.resourceId() shouldBe id
                shown.tags().map { it.key() to it.value() } shouldBe listOf("colour" to "blue")
            }
        }
    }

    private fun Route53Client.names(id: String) =
        listResourceRecordSets { it.hostedZoneId(id) }.resourceRecordSets().map { "${it.name()} ${it.typeAsString()}" }

    private fun Route53Client.change(
        id: String,
        action: ChangeAction,
        name: String,
        address: String,
    ) = changeResourceRecordSets { call ->
        call.hostedZoneId(id).changeBatch { batch ->
            batch.changes({ change ->
                change.action(action).resourceRecordSet { set ->
                    set.name(name).type(RRType.A).ttl(60).resourceRecords({ it.value(address) })
                }
            })
        }
    }

    /** https://docs.aws.amazon.com/prometheus/latest/APIReference/API_ListWorkspaces.html: "The default is 100." */
    @Test
    fun `a list has a hundred things where nobody says how many`() {
        MockAws.start().use {
            AmpClient.create().use { amp ->
                repeat(101) { amp.createWorkspace { } }
                val first = amp.listWorkspaces { }
                first.workspaces() shouldHaveSize 100
                amp.listWorkspaces { it.nextToken(first.nextToken()) }.workspaces() shouldHaveSize 1
                amp.listWorkspaces { it.maxResults(500) }.workspaces() shouldHaveSize 101
            }
        }
    }

    /** https://docs.aws.amazon.com/fis/latest/APIReference/API_StartExperiment.html */
    @Test
    fun `what is started from a template has what the template says`() {
        MockAws.start().use {
            FisClient.create().use { fis ->
                val role = "arn:aws:iam::123456789012:role/fis"
                val template =
                    fis.createExperimentTemplate { call ->
                        call.clientToken("t").description("Waits").roleArn(role).stopConditions({ it.source("none") })
                            .actions(mapOf("wait" to CreateExperimentTemplateActionInput.builder().actionId("aws:fis:wait").build()))
                    }.experimentTemplate()
                val id = fis.startExperiment { it.clientToken("s").experimentTemplateId(template.id()) }.experiment().id()
                fis.getExperiment { it.id(id) }.experiment().roleArn() shouldBe role
                fis.stopExperiment { it.id(id) }
                fis.getExperiment { it.id(id) }.experiment().state().status() shouldBe ExperimentStatus.STOPPED
                shouldThrow<ResourceNotFoundException> {
                    fis.startExperiment { it.clientToken("u").experimentTemplateId("EXT1111111111111111") }
                }
            }
        }
    }

    /** https://docs.aws.amazon.com/textract/latest/dg/API_StartDocumentTextDetection.html */
    @Test
    fun `a job that is started has an id`() {
        MockAws.start().use {
            TextractClient.create().use { textract ->
                val job =
                    textract.startDocumentTextDetection { call ->
                        call.documentLocation { place -> place.s3Object { it.bucket("scans").name("a.pdf") } }
                    }
                job.jobId() shouldMatch "[a-zA-Z0-9-_]+"
                textract.getDocumentTextDetection { it.jobId(job.jobId()) }.sdkHttpResponse().isSuccessful shouldBe true
            }
        }
    }

    /** https://docs.aws.amazon.com/ts-influxdb/latest/ts-influxdb-api/API_CreateDbInstance.html */
    @Test
    fun `a name that facts say is taken once is refused the second time`() {
        MockAws.start().use {
            TimestreamInfluxDbClient.create().use { influx ->
                influx.make("metrics")
                influx.make("logs")
                shouldThrow<ConflictException> { influx.make("metrics") }
            }
        }
    }

    private fun TimestreamInfluxDbClient.make(name: String) =
        createDbInstance { call ->
            call.name(name).password("longEnough1").dbInstanceType("db.influx.medium").allocatedStorage(20)
                .vpcSubnetIds("subnet-0123456789abcdef0").vpcSecurityGroupIds("sg-0123456789abcdef0")
        }
}

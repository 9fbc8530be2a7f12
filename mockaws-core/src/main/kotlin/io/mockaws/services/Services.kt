package io.mockaws.services

import io.mockaws.derive.DerivedService
import io.mockaws.engine.CallContext
import io.mockaws.engine.Identities
import io.mockaws.engine.Links
import io.mockaws.engine.Service
import io.mockaws.engine.ServiceEntry
import io.mockaws.engine.ServiceState
import io.mockaws.engine.access.AccessFacts
import io.mockaws.engine.access.Need
import io.mockaws.engine.access.Resources
import io.mockaws.engine.access.ServiceAccess
import io.mockaws.engine.delivery.Deliveries
import io.mockaws.engine.delivery.EventSource
import io.mockaws.engine.delivery.Recipient
import io.mockaws.engine.keys.KeysOf
import io.mockaws.engine.keys.NamedKeys
import io.mockaws.iam.ConditionKeys
import io.mockaws.iam.Principal
import io.mockaws.iam.ResourceSide
import io.mockaws.model.Models
import io.mockaws.services.apigateway.ApiGatewayPage
import io.mockaws.services.apigateway.ApiGatewayService
import io.mockaws.services.apigateway.ApiGatewayV2Service
import io.mockaws.services.apigateway.ExecuteApiService
import io.mockaws.services.autoscaling.AutoScalingPage
import io.mockaws.services.autoscaling.AutoScalingService
import io.mockaws.services.cloudformation.CloudFormationPage
import io.mockaws.services.cloudformation.CloudFormationService
import io.mockaws.services.cloudwatch.CloudWatchPage
import io.mockaws.services.cloudwatch.CloudWatchService
import io.mockaws.services.dynamodb.DynamoDbPage
import io.mockaws.services.dynamodb.DynamoDbService
import io.mockaws.services.dynamodb.DynamoDbStreamSource
import io.mockaws.services.dynamodb.DynamoDbStreamsPage
import io.mockaws.services.dynamodb.DynamoDbStreamsService
import io.mockaws.services.ec2.Ec2Machines
import io.mockaws.services.ec2.Ec2Page
import io.mockaws.services.ec2.Ec2Service
import io.mockaws.services.elbv2.ElbV2Page
import io.mockaws.services.elbv2.ElbV2Service
import io.mockaws.services.elbv2.ElbV2Targets
import io.mockaws.services.events.EventsPage
import io.mockaws.services.events.EventsRecipient
import io.mockaws.services.events.EventsService
import io.mockaws.services.firehose.FirehosePage
import io.mockaws.services.firehose.FirehoseRecipient
import io.mockaws.services.firehose.FirehoseService
import io.mockaws.services.iam.IamCredentialSource
import io.mockaws.services.iam.IamPage
import io.mockaws.services.iam.IamPrincipals
import io.mockaws.services.iam.IamService
import io.mockaws.services.kafka.KafkaPage
import io.mockaws.services.kafka.KafkaService
import io.mockaws.services.kafka.KafkaTopics
import io.mockaws.services.kinesis.KinesisPage
import io.mockaws.services.kinesis.KinesisRecipient
import io.mockaws.services.kinesis.KinesisService
import io.mockaws.services.kinesis.KinesisStreamSource
import io.mockaws.services.kms.KmsKeys
import io.mockaws.services.kms.KmsPage
import io.mockaws.services.kms.KmsService
import io.mockaws.services.lambda.LambdaPage
import io.mockaws.services.lambda.LambdaRecipient
import io.mockaws.services.lambda.LambdaService
import io.mockaws.services.logs.LogsKeeper
import io.mockaws.services.logs.LogsPage
import io.mockaws.services.logs.LogsService
import io.mockaws.services.pipes.PipesPage
import io.mockaws.services.pipes.PipesService
import io.mockaws.services.pricing.PricingPage
import io.mockaws.services.pricing.PricingService
import io.mockaws.services.s3.S3Objects
import io.mockaws.services.s3.S3Service
import io.mockaws.services.s3.page.S3Page
import io.mockaws.services.scheduler.SchedulerPage
import io.mockaws.services.scheduler.SchedulerService
import io.mockaws.services.secretsmanager.SecretsManagerPage
import io.mockaws.services.secretsmanager.SecretsManagerService
import io.mockaws.services.secretsmanager.SecretsManagerStore
import io.mockaws.services.ses.SesPage
import io.mockaws.services.ses.SesService
import io.mockaws.services.ses.SesV2Service
import io.mockaws.services.sns.SnsPage
import io.mockaws.services.sns.SnsRecipient
import io.mockaws.services.sns.SnsService
import io.mockaws.services.sqs.SqsPage
import io.mockaws.services.sqs.SqsRecipient
import io.mockaws.services.sqs.SqsService
import io.mockaws.services.sqs.SqsSource
import io.mockaws.services.ssm.SsmPage
import io.mockaws.services.ssm.SsmService
import io.mockaws.services.sts.StsCredentialSource
import io.mockaws.services.sts.StsPage
import io.mockaws.services.sts.StsService
import io.mockaws.state.ServicePage
import java.util.concurrent.ConcurrentHashMap

/** Every service there is: those that somebody has written, and all others of AWS's, which are derived. */
internal object Services {
    /** Those that somebody has written. */
    val written: List<Service<*>> =
        listOf(
            ApiGatewayService,
            ApiGatewayV2Service,
            AutoScalingService,
            CloudFormationService,
            CloudWatchService,
            DynamoDbService,
            DynamoDbStreamsService,
            Ec2Service,
            ElbV2Service,
            EventsService,
            ExecuteApiService,
            FirehoseService,
            IamService,
            KafkaService,
            KinesisService,
            KmsService,
            LambdaService,
            LogsService,
            PipesService,
            PricingService,
            S3Service,
            SchedulerService,
            SecretsManagerService,
            SesService,
            SesV2Service,
            SnsService,
            SqsService,
            SsmService,
            StsService,
        )

    /** What each of these shows of its state. */
    val pages: List<ServicePage<*>> =
        listOf(
            ApiGatewayPage,
            AutoScalingPage,
            CloudFormationPage,
            CloudWatchPage,
            DynamoDbPage,
            DynamoDbStreamsPage,
            Ec2Page,
            ElbV2Page,
            EventsPage,
            FirehosePage,
            IamPage,
            KafkaPage,
            KinesisPage,
            KmsPage,
            LambdaPage,
            LogsPage,
            PipesPage,
            PricingPage,
            S3Page,
            SchedulerPage,
            SecretsManagerPage,
            SesPage,
            SnsPage,
            SqsPage,
            SsmPage,
            StsPage,
        )

    private val recipients: List<Recipient> =
        listOf(EventsRecipient, FirehoseRecipient, KinesisRecipient, LambdaRecipient, SnsRecipient, SqsRecipient)
    private val sources: List<EventSource> = listOf(DynamoDbStreamSource, KinesisStreamSource, SqsSource)
    private val allLinks by lazy { linksAmong { true } }

    /** Whom services ask for what is another's, in a mock that has [services]; all where it names none. */
    fun links(services: Set<String>): Links = if (services.isEmpty()) allLinks else linksAmong { it in services }

    private fun linksAmong(has: (String) -> Boolean) =
        Links(
            Deliveries(
                recipients.filter { has(it.service) },
                sources.filter { has(it.service) },
                KafkaTopics.takeIf { has(KafkaService.shape.name) },
            ),
            if (has(KmsService.shape.name)) KeysOf(::KmsKeys) else KeysOf { NamedKeys },
            Identities(listOf(StsCredentialSource, IamCredentialSource)),
            SecretsManagerStore.takeIf { has(SecretsManagerService.shape.name) },
            S3Objects,
            IamPrincipals.takeIf { has(IamService.shape.name) },
            IamPrincipals.takeIf { has(IamService.shape.name) },
            resources,
            LogsKeeper.takeIf { has(LogsService.shape.name) },
            Ec2Machines.takeIf { has(Ec2Service.shape.name) },
            ElbV2Targets.takeIf { has(ElbV2Service.shape.name) },
        )

    /** What resources of any of these say of who may do what with them. */
    private val resources: Resources =
        Resources { need, principal, keys, call ->
            val service = written.firstOrNull { need.action.startsWith(AccessFacts.of(it.shape.name).prefix + ":") }
            if (service == null) ServiceAccess.NOTHING else sideOf(service, need, principal, keys, call)
        }

    private fun <S : ServiceState<S>> sideOf(
        service: Service<S>,
        need: Need,
        principal: Principal,
        keys: ConditionKeys,
        call: CallContext<*>,
    ): ResourceSide = service.access.resource(need, principal, keys, call.to(service))

    /** The names of those that somebody has written, in alphabetical order. */
    val names: Set<String> = written.map { it.shape.name }.toSortedSet()

    /** The same with their tables laid out; once for the JVM. */
    val entries: List<ServiceEntry<*>> by lazy { written.map { ServiceEntry(it) } }

    private val byName by lazy { entries.associateBy { it.name } }
    private val derived = ConcurrentHashMap<String, ServiceEntry<*>>()

    /** The service that the AWS CLI calls [name]; null where AWS has none of that name. */
    fun named(name: String): ServiceEntry<*>? =
        byName[name] ?: derived[name]
            ?: DerivedService.named(name)?.let { service -> derived.computeIfAbsent(name) { ServiceEntry(service) } }

    /** The names of all, in alphabetical order. */
    val allNames: Set<String> by lazy { (names + Models.index.map { it.name }).toSortedSet() }

    /** Whether AWS has a service that is called so. */
    fun isName(name: String): Boolean = name in names || Models.facts(name) != null

    /** The service whose states are kept under [key]; null where this version has none. */
    fun keptAs(key: String): Service<*>? =
        written.firstOrNull { it.stateKey == key } ?: DerivedService.keptAs(key)
}

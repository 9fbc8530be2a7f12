package io.mockaws.services

import io.mockaws.engine.Service
import io.mockaws.engine.ServiceEntry
import io.mockaws.engine.delivery.Recipient
import io.mockaws.services.dynamodb.DynamoDbPage
import io.mockaws.services.dynamodb.DynamoDbService
import io.mockaws.services.dynamodb.DynamoDbStreamsPage
import io.mockaws.services.dynamodb.DynamoDbStreamsService
import io.mockaws.services.s3.S3Service
import io.mockaws.services.s3.page.S3Page
import io.mockaws.services.sqs.SqsPage
import io.mockaws.services.sqs.SqsRecipient
import io.mockaws.services.sqs.SqsService
import io.mockaws.state.ServicePage

/** Every service there is. */
internal object Services {
    val all: List<Service<*>> = listOf(DynamoDbService, DynamoDbStreamsService, S3Service, SqsService)

    /** What each shows of its state. */
    val pages: List<ServicePage<*>> = listOf(DynamoDbPage, DynamoDbStreamsPage, S3Page, SqsPage)

    /** Those that others hand something to. */
    val recipients: List<Recipient> = listOf(SqsRecipient)

    /** Their names, in alphabetical order. */
    val names: Set<String> = all.map { it.shape.name }.toSortedSet()

    /** The same with their tables laid out; once for the JVM. */
    val entries: List<ServiceEntry<*>> by lazy { all.map { ServiceEntry(it) } }
}

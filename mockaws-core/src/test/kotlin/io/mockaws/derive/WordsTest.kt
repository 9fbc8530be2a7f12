package io.mockaws.derive

import io.kotest.assertions.withClue
import io.kotest.matchers.shouldBe
import org.junit.jupiter.api.Test

class WordsTest {
    @Test
    fun `names are cut into words`() {
        Words.of("DBClusterSnapshots") shouldBe listOf("db", "cluster", "snapshots")
        Words.of("restApiId") shouldBe listOf("rest", "api", "id")
        Words.of("CreateDistribution2020_05_31") shouldBe listOf("create", "distribution", "2020", "05", "31")
    }

    @Test
    fun `plurals lose what makes them many`() {
        val singulars =
            mapOf(
                "queues" to "queue", "policies" to "policy", "aliases" to "alias", "statuses" to "status",
                "addresses" to "address", "indices" to "index", "analysis" to "analysis", "boxes" to "box",
                "bus" to "bus", "buses" to "bus", "databases" to "database", "access" to "access", "apis" to "api",
                "series" to "series", "schemas" to "schema", "queue" to "queue",
            )
        for ((plural, singular) in singulars) withClue(plural) { Words.singular(plural) shouldBe singular }
    }

    @Test
    fun `an operation's name says verb, noun and the rest`() {
        with(OperationName.of("ListTagsForResource")) {
            verb shouldBe "list"
            subject shouldBe "tag"
            isPlural shouldBe true
            rest shouldBe listOf("resource")
        }
        with(OperationName.of("BatchGetBuilds")) {
            verb shouldBe "get"
            subject shouldBe "build"
            isBatch shouldBe true
        }
        with(OperationName.of("AdminCreateUser")) {
            verb shouldBe "create"
            subject shouldBe "user"
        }
        OperationName.of("CreateDistribution2020_05_31").subject shouldBe "distribution"
        OperationName.of("ListObjectsV2").subject shouldBe "object"
    }
}

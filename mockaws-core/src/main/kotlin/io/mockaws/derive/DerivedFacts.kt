package io.mockaws.derive

import io.mockaws.model.Models

/**
 * What names and shapes of a service cannot tell, a line each; `docs/decisions/0025-services-derived-from-models.md`
 * has the words. Most services need none.
 */
internal class DerivedFacts private constructor(
    lines: List<String>,
) {
    /** Words of each line. */
    private val lines: List<Line> = lines.map(::Line)

    private class Line(text: String) {
        val word = text.substringBefore(' ')
        private val after = text.substringAfter(' ', "").trim()
        val subject = after.substringBefore(' ')
        val rest = after.substringAfter(' ', "").trim()
    }

    private val byWord = this.lines.groupBy { it.word }

    private fun of(
        word: String,
        subject: String,
    ) = byWord[word].orEmpty().filter { it.subject == subject || it.subject == "*" }.sortedBy { it.subject == "*" }

    /** The name by whose words [operation] is to be understood. */
    fun nameOf(operation: String): String = of("name", operation).firstOrNull()?.rest ?: operation

    /**
     * Code and text of the error for a thing that is not there: `missing cluster ClusterNotFound Cluster {} is not there.`,
     * of one operation where it follows: `missing cluster@DeleteCluster ...`.
     */
    fun missing(
        noun: String,
        operation: String,
    ): Refusal? = (of("missing", "$noun@$operation") + of("missing", noun)).firstOrNull()?.let { Refusal.of(it.rest) }

    /** The same for one that is there already. */
    fun exists(noun: String): Refusal? = of("exists", noun).firstOrNull()?.let { Refusal.of(it.rest) }

    /** A pattern of the ids of [noun], `id vpc vpc-[0-9a-f]{17}`, or `-` where it has none. */
    fun id(noun: String): String? = of("id", noun).firstOrNull()?.rest

    /**
     * `arn cluster arn:{partition}:ecs:{region}:{account}:cluster/{name}`; where one of its members says so,
     * `arn webacl@CLOUDFRONT ...`.
     */
    fun arn(
        noun: String,
        values: Collection<Any?> = emptyList(),
    ): String? =
        (only("arn", noun, values) + of("arn", noun)).firstOrNull()?.rest

    /**
     * What members of [noun] are where a create does not say: `default cluster status ACTIVE`. What has members of its own
     * is written as JSON. Of one operation, or where one of its members says so, where that follows:
     * `default certificate@ImportCertificate Type IMPORTED`, `default dbinstance@postgres DbInstancePort 5432`.
     */
    fun defaults(
        noun: String,
        operation: String,
        values: Collection<Any?>,
    ): Map<String, String> =
        (of("default", noun) + only("default", noun, values + operation)).associate {
            it.rest.substringBefore(' ').lowercase() to it.rest.substringAfter(' ', "")
        }

    /** Lines on things of [noun] of which one of [values] is said. */
    private fun only(
        word: String,
        noun: String,
        values: Collection<Any?>,
    ) = byWord[word].orEmpty().filter { line ->
        line.subject.startsWith("$noun@") && line.subject.substringAfter('@') in values
    }

    /** Where a thing of [noun] stands in the answer to its deletion: `deleted cluster INACTIVE`. */
    fun deleted(noun: String): String? = of("deleted", noun).firstOrNull()?.rest

    /** Where a thing of [noun] stands that can be named after its deletion, and no list has it: `stays cluster INACTIVE`. */
    fun stays(noun: String): String? = of("stays", noun).firstOrNull()?.rest?.substringBefore(' ')

    /** The members that say so, where the model does not tell: `stays task STOPPED lastStatus desiredStatus`. */
    fun staysIn(noun: String): List<String> = of("stays", noun).firstOrNull()?.rest.orEmpty().split(' ').drop(1)

    /** Members that show the ARN of the thing that they name: `refers service taskDefinition taskdefinition`. */
    fun references(noun: String): List<Pair<String, String>> = pairs("refers", noun)

    /** Code and text of the error for the deletion of what others are in: `full cluster InUse The cluster {} is in use.` */
    fun full(noun: String): Refusal? = of("full", noun).firstOrNull()?.let { Refusal.of(it.rest) }

    /** Members that no two things of [noun] have alike together: `unique protection ResourceArn`. */
    fun unique(noun: String): List<String>? = of("unique", noun).firstOrNull()?.rest?.split(' ')

    /** Members by which calls may name a thing of [noun], beside its own: `called taskdefinition family`. */
    fun called(noun: String): List<String> = of("called", noun).map { it.rest.lowercase() }

    /** The member by which lists of [noun] are sorted: `sort cluster name`. */
    fun sort(noun: String): String? = of("sort", noun).firstOrNull()?.rest?.lowercase()

    /** Members of [noun] that show one of its tags: `tag filesystem Name Name`. */
    fun tags(noun: String): Map<String, String> =
        of("tag", noun).associate { it.rest.substringBefore(' ') to it.rest.substringAfter(' ') }

    /** Members that are the SHA-256 of another: `digest image imageDigest imageManifest`. */
    fun digests(noun: String): List<Pair<String, String>> = pairs("digest", noun)

    /** Nouns of what things of [noun] belong to, where calls need not say it: `within service cluster`. */
    fun within(noun: String): List<String> = of("within", noun).map { it.rest }

    /** Nouns of what a thing of [noun] takes members from when it is made: `copy dbsnapshot dbinstance`. */
    fun copies(noun: String): List<String> = of("copy", noun).map { it.rest }

    /** Nouns of what calls leave behind to tell of themselves: `trace operation`. */
    val traces: List<String> = byWord["trace"].orEmpty().map { it.subject }

    /**
     * An operation whose list says of each thing of a noun what to do with it:
     * `acts ChangeResourceRecordSets resourcerecordset ChangeBatch.Changes Action ResourceRecordSet`.
     */
    fun acts(operation: String): Act? =
        of("acts", operation).firstOrNull()?.rest?.split(' ')?.let { (noun, list, action, thing) ->
            Act(noun, list.split('.'), action, thing)
        }

    class Act(
        val noun: String,
        /** The members that lead to the list. */
        val list: List<String>,
        /** The members of an item that say what to do, and with what. */
        val action: String,
        val thing: String,
    )

    /** What a member of [noun] always ends with: `ends hostedzone Name .` */
    fun ends(noun: String): Map<String, String> =
        of("ends", noun).associate { it.rest.substringBefore(' ').lowercase() to it.rest.substringAfter(' ') }

    /** How many things [operation] lists where nobody says how many: `page DescribeScalableTargets 50`. */
    fun page(operation: String): Int? = of("page", operation).firstOrNull()?.rest?.toIntOrNull()

    /** Whether [operation] leaves out what it names and is not there, without an error: `omits GetSites`. */
    fun omits(operation: String): Boolean = of("omits", operation).isNotEmpty()

    /** What a member of any call is where the call does not say it: `assume cluster default`. */
    val assumed: Map<String, String> = byWord["assume"].orEmpty().associate { it.subject to it.rest }

    /** The service that keeps what this one works on: `state timestream-write`. */
    val keeper: String? = byWord["state"]?.firstOrNull()?.subject

    /** What members of [noun] are also called: `alias cluster ReplicationFactor TotalNodes`. */
    fun aliases(noun: String): List<Pair<String, String>> = pairs("alias", noun)

    private fun pairs(
        word: String,
        noun: String,
    ) = of(word, noun).map { it.rest.substringBefore(' ').lowercase() to it.rest.substringAfter(' ').lowercase() }

    /** What an operation always answers, as `Member=value` each, with places: `answer GetCallerIdentity Account={account}`. */
    fun answer(operation: String): Map<String, String>? =
        of("answer", operation).firstOrNull()?.let { fields(it.rest) }

    private fun fields(text: String) =
        text.split(SEPARATOR).filter { it.isNotEmpty() }.associate { it.substringBefore('=') to it.substringAfter('=') }

    /** Things that are there from the start, as `Member=value` each: `start workgroup Name=primary`. */
    val start: List<Pair<String, Map<String, String>>> =
        byWord["start"].orEmpty().map { line ->
            line.subject to fields(line.rest)
        }

    /** A number that counts things of [noun] that are alike in another member: `count taskdefinition revision family`. */
    fun counter(noun: String): Pair<String, String>? =
        of("count", noun).firstOrNull()?.let {
            it.rest.substringBefore(' ').lowercase() to
                it.rest.substringAfter(' ').lowercase()
        }

    /** Whether calls may name a [noun] that nobody made, because AWS makes it elsewhere: `loose instance`. */
    fun isLoose(noun: String): Boolean = of("loose", noun).isNotEmpty()

    /** Nouns of things that no call makes, and that are there all the same: `kind root`. */
    val kinds: List<String> = (byWord["kind"].orEmpty() + byWord["trace"].orEmpty()).map { it.subject }

    /** What is made along with a thing of [noun]: `with restapi resource path=/ -> rootResourceId`. */
    fun companions(noun: String): List<Attendant> =
        of("with", noun).map { line ->
            val its = line.rest.substringAfter(' ', "")
            Attendant(
                line.rest.substringBefore(' '),
                fields(its.substringBefore(" -> ")),
                its.substringAfter(" -> ", "").ifEmpty {
                    null
                }
            )
        }

    class Attendant(
        val noun: String,
        val fields: Map<String, String>,
        /** The member of the thing that has its id. */
        val member: String?,
    )

    /** Checks of inputs: `check CreateCluster Name [a-z]+ InvalidName The name {} is no name.` */
    fun checks(operation: String): List<Check> =
        of("check", operation).map { line ->
            val (member, pattern, refusal) = line.rest.split(' ', limit = 3)
            Check(member, Regex(pattern.replace(SPACE, " ")), Refusal.of(refusal))
        }

    class Check(
        val member: String,
        val pattern: Regex,
        val refusal: Refusal,
    )

    /** A code, or `-` for what the model tells, and a text in which `{}` is what was asked for. */
    class Refusal private constructor(
        val code: String?,
        val text: String,
    ) {
        companion object {
            fun of(line: String): Refusal {
                val text = line.substringAfter(' ', "").replace(SPACE, " ")
                return Refusal(line.substringBefore(' ').takeIf { it != "-" }, text)
            }
        }
    }

    companion object {
        /** What stands for a space in a pattern, and at the end of a text. */
        private const val SPACE = "\\_"
        private val SEPARATOR = Regex("; *")

        /** Of the service that the AWS CLI calls [service]. */
        fun of(service: String): DerivedFacts =
            DerivedFacts(
                Models.textOrNull("facts/$service.facts").orEmpty().lines().map { it.trim() }
                    .filter { it.isNotEmpty() && !it.startsWith("#") }
            )
    }
}

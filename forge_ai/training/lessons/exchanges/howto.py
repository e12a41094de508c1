"""Questions about ForgeAI's own commands, each with one short and exact answer.

Does not know whether the commands are there: a test of the command line compares.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Final

from forge_ai.training.lessons.words.casual import casual
from forge_ai.training.lessons.words.listed import listed

ASKING: Final = (
    "How do I {}?",
    "How do I {}?",
    "How can I {}?",
    "How can I {}?",
    "How would I {}?",
    "What do I type to {}?",
    "Which command do I use to {}?",
    "What is the command to {}?",
    "Tell me how to {}.",
    "I want to {}.",
    "I would like to {}. How?",
    "Can you tell me how to {}?",
    "Explain how to {}.",
    "Is there a command to {}?",
    "Please tell me how to {}.",
    "Please explain how to {}.",
    "What must I type to {}?",
    "What should I type to {}?",
    "What do I run to {}?",
    "Which command should I use to {}?",
    "Can you show me how to {}?",
    "Do you know a command to {}?",
)
ASKING_HELD: Final = ("What should I run to {}?", "Please show me how to {}.", "Do you know how to {}?")


@dataclass(frozen=True, slots=True)
class Guidance:
    """What a person may want to do, in several wordings, and the answer; `names` must stand in the answer."""

    wishes: tuple[str, ...]
    answer: str
    names: str
    questions: tuple[str, ...] = ()


def _guide(wishes: str, answer: str, names: str, questions: str = "") -> Guidance:
    return Guidance(listed(wishes, "|"), answer, names, listed(questions, "|"))


EXAMPLE: Final = "python examples/multi_device_example.py"
GUIDANCE: Final = (
    _guide(
        "start a server|start a node|start the server|run a ForgeAI server|start ForgeAI on my PC|serve a model"
        "|bring up a node"
        "|make this computer a server|let other devices use this computer|start serving",
        "Run `forge-ai serve`. The node then answers on port 5000.",
        "forge-ai serve",
    ),
    _guide(
        "serve a certain model|start the server with a specific model|choose the model that is served"
        "|serve my own model"
        "|start a node with my trained model|pick a model for the server",
        "Run `forge-ai serve --model NAME`. `forge-ai models` shows the names.",
        "--model",
    ),
    _guide(
        "give my node a name|name my node|choose the node's name|change the name of the server"
        "|call my node something else",
        "Run `forge-ai serve --name my_pc` with the name that you like.",
        "--name",
    ),
    _guide(
        "use another port|change the port|serve on a different port|run the node on port 8000"
        "|choose the port of the server",
        "Run `forge-ai serve --port 8000`. Without it the node takes port 5000, or the next free one.",
        "--port",
        "What if port 5000 is taken?|Port 5000 is already in use. What now?",
    ),
    _guide(
        "ask a question|ask one question from the terminal|get a single answer|ask the model something"
        "|ask from a script"
        "|pipe a question into the model|ask a quick question",
        'Run `forge-ai ask "your question"`. It also reads from a pipe.',
        "forge-ai ask",
    ),
    _guide(
        "ask another device|ask my PC from here|ask a certain device|choose which device answers|ask my other computer"
        "|let my PC answer|send a question to my PC",
        'Run `forge-ai ask --on my_pc "your question"` with the name of the device.',
        "--on",
        "Can I ask another device?",
    ),
    _guide(
        "let this device alone answer|ask only this device|keep a question on this device"
        "|ask without the other devices",
        'Run `forge-ai ask --here "your question"`. Nothing is sent to another device.',
        "--here",
    ),
    _guide(
        "chat with the model|start a chat|have a chat in the terminal|talk with you in the terminal|open a chat"
        "|have a longer talk with the model|chat with you",
        "Run `forge-ai chat`. Ctrl-C stops an answer, and /help shows the slash commands.",
        "forge-ai chat",
    ),
    _guide(
        "stop an answer|interrupt a long answer|make you stop in the middle of an answer|cancel an answer",
        "Press Ctrl-C in `forge-ai chat`. The answer stops and the chat goes on.",
        "Ctrl-C",
    ),
    _guide(
        "leave the chat|quit the chat|end the chat|close the chat|exit the chat|get out of here|close you",
        "Type /quit in the chat, or press Ctrl-D.",
        "/quit",
        "exit|quit|logout|:q|How do I get out?",
    ),
    _guide(
        "begin a new chat|start a new chat|start over in the chat|begin anew|clear the chat|reset the chat",
        "Type /new in the chat. It begins anew, and what you told me stays.",
        "/new",
        "clear|reset|restart|Can we start over?",
    ),
    _guide(
        "go on with my last chat|continue the last conversation|come back to our last chat|continue an old chat",
        "Run `forge-ai chat --continue last`.",
        "--continue",
    ),
    _guide(
        "chat without being remembered|have a private chat|chat privately|keep a chat out of the memory"
        "|talk without leaving a trace",
        "Run `forge-ai chat --private`. That conversation is not kept.",
        "--private",
        "Is there a private mode?",
    ),
    _guide(
        "save a chat to a file|write our conversation to a file|keep a copy of this chat|save this chat",
        "Type /save talk.md in the chat. It writes the conversation to that file.",
        "/save",
    ),
    _guide(
        "see my models|list the models|see which models I have|show all models|find out which models are installed"
        "|list my models|look at my models",
        "Run `forge-ai models`. It lists every model on this device.",
        "forge-ai models",
        "Which models do I have?|What models are there?",
    ),
    _guide(
        "train a model|train my own model|teach a model my texts|make a model from my own text"
        "|train a model on my files"
        "|build my own model|create a model from my chats",
        "Run `forge-ai train NAME --data FILES`. Plain text and chat files both work.",
        "forge-ai train",
    ),
    _guide(
        "resume training|continue a training run|go on with a training that was cut off|restart a stopped training",
        "Run the same `forge-ai train NAME` again with `--resume`. It goes on from the last checkpoint.",
        "--resume",
    ),
    _guide(
        "test a model|evaluate a model|measure how good a model is|score my model|see how well a model does"
        "|give a model an exam"
        "|check the skills of a model",
        "Run `forge-ai eval NAME`. It shows a score for each skill.",
        "forge-ai eval",
    ),
    _guide(
        "check my installation|find out what is wrong|check that everything works|diagnose a problem"
        "|see why it does not work"
        "|check the health of my node|troubleshoot ForgeAI",
        "Run `forge-ai doctor`. It checks everything and says what to do.",
        "forge-ai doctor",
        "Something is broken. What can I do?|It does not work. What now?|Why does it not work?",
    ),
    _guide(
        "pair a device|let a new device in|pair my laptop with my PC|add a device"
        "|connect a new device for the first time"
        "|get a pairing code|show a pairing code|pair two devices",
        "Run `forge-ai pair` on the server. It shows a one-time code to type on the new device.",
        "forge-ai pair",
        "Where do I get the code?|What is the pairing code?|How does pairing work?",
    ),
    _guide(
        "pair my phone|connect my phone|use you on my phone|chat from my phone|let my phone in|pair my tablet"
        "|use this on my tablet|pair my phone with my PC|use a browser|chat in the browser|let a browser in"
        "|get you on my phone|open you in a browser",
        "Run `forge-ai pair --browser my_phone` on the server, and scan the code with the phone.",
        "--browser",
        "Is there an app for my phone?|Do you have a web page?|Can I use you on my phone?|Can I chat from my phone?",
    ),
    _guide(
        "see my devices|list the paired devices|see which devices are paired|show all devices"
        "|check which devices have access"
        "|look at my paired devices",
        "Run `forge-ai devices`. It lists every paired device and its rights.",
        "forge-ai devices",
        "Which devices are paired?|Who has access to this node?",
    ),
    _guide(
        "remove a device|unpair a device|throw a device out|take away a device's access|lock out a lost phone"
        "|forget a paired device|revoke a device",
        "Run `forge-ai unpair NAME`. The device loses its access at once.",
        "forge-ai unpair",
        "I lost my phone. How do I lock it out?",
    ),
    _guide(
        "rename a device|give a device another name|call a device something else|change the name of a paired device",
        "Run `forge-ai devices rename OLD NEW`.",
        "devices rename",
    ),
    _guide(
        "find other nodes|find nodes on my network|see which nodes are there|discover nodes|look for other devices"
        "|list the nodes on my network|search the network for nodes",
        "Run `forge-ai nodes`. It finds the nodes on your network.",
        "forge-ai nodes",
        "Which nodes are on my network?|What nodes are there?",
    ),
    _guide(
        "watch the nodes come and go|keep watching the network|see nodes appear live",
        "Run `forge-ai nodes --watch`. It shows nodes as they come and go.",
        "--watch",
    ),
    _guide(
        "add a memory|save a memory|store a fact|make you remember something|remember something for good"
        "|add a fact to the memory"
        "|write something into the memory|teach you a fact",
        'Run `forge-ai memory add "My dog is called Rex."` with your own sentence.',
        "forge-ai memory add",
        "How do you remember things?",
    ),
    _guide(
        "search my memories|find a memory|look something up in the memory|search the memory|look for a memory",
        'Run `forge-ai memory search "dog"` with the word that you look for.',
        "forge-ai memory search",
    ),
    _guide(
        "see what you remember|see my memories|list my memories|show all memories|read what you know about me"
        "|see everything that you remember|look at your memory|list what you remember",
        "Run `forge-ai memory list`. It shows every fact with its id.",
        "memory list",
        "Show me my memories.|Where can I see what you remember?",
    ),
    _guide(
        "change a memory|edit a memory|correct a memory|give a memory other words|change what you remember",
        'Run `forge-ai memory edit ID "My dog is called Rex."` with the new words. `forge-ai memory list` shows ids.',
        "memory edit",
    ),
    _guide(
        "delete a memory|forget a memory|make you forget something|remove a fact from the memory|erase a memory"
        "|get rid of a memory",
        "Run `forge-ai memory forget ID`. `forge-ai memory search` shows the ids.",
        "forge-ai memory forget",
    ),
    _guide(
        "export my memories|put my memories on a USB stick|save all memories to a file|back up my memories"
        "|take my memories with me|write the memories to a file",
        "Run `forge-ai memory export /media/usb/memories.json`.",
        "forge-ai memory export",
    ),
    _guide(
        "import memories|read memories from a USB stick|load memories from a file"
        "|bring memories from another device by stick"
        "|restore my memories",
        "Run `forge-ai memory import /media/usb/memories.json`. Importing twice does no harm.",
        "forge-ai memory import",
    ),
    _guide(
        "sync my memories|share memories between devices|sync with another node"
        "|bring two devices to the same memories"
        "|synchronise the memory|sync with my PC",
        "Run `forge-ai memory sync my_pc` with the name of the other node.",
        "forge-ai memory sync",
    ),
    _guide(
        "export a model|copy a model to a USB stick|copy a model onto a stick|put a model on a USB stick"
        "|pack a model|save a model to a stick|take a model with me"
        "|make a package of a model",
        "Run `forge-ai models export NAME /media/usb/`. It writes NAME_package.zip.",
        "forge-ai models export",
    ),
    _guide(
        "import a model|load a model from a USB stick|install a model package|unpack a model"
        "|bring in a model from a stick"
        "|use a model from a package",
        "Run `forge-ai models import /media/usb/NAME_package.zip`.",
        "forge-ai models import",
    ),
    _guide(
        "copy a model from another node|fetch a model over the network|get a model from my PC"
        "|copy a model from my PC to my Pi"
        "|transfer a model between nodes",
        "Run `forge-ai models copy NAME my_pc`. It fetches the model from that node.",
        "forge-ai models copy",
    ),
    _guide(
        "delete a model|remove a model|get rid of a model|throw away a model|uninstall a model",
        "Run `forge-ai models remove NAME`. `forge-ai models` shows the names.",
        "models remove",
    ),
    _guide(
        "let two AIs talk|start a conversation between AIs|make two nodes converse|watch two AIs talk to each other"
        "|have my models talk to each other|let you talk with another AI",
        'Run `forge-ai converse --topic "the sea" --turns 10 alice@my_pc bob@my_pi`.',
        "forge-ai converse",
        "Can two AIs talk to each other?",
    ),
    _guide(
        "make a personality|give you a personality|create a new personality|write a personality|make you a pirate"
        "|make you speak like a pirate",
        'Run `forge-ai personas new ada --system "You are Ada, a pirate."`. Then `forge-ai ask --model ada`.',
        "personas new",
    ),
    _guide(
        "change a personality|edit a personality|change your character|change your personality",
        'Run `forge-ai personas edit ada --system "You are Ada, a teacher."`.',
        "personas edit",
    ),
    _guide(
        "see the personalities|list the personalities|find out which personalities there are|see all personas",
        "Run `forge-ai personas`. It lists the personalities of your models.",
        "`forge-ai personas`",
        "Which personalities are there?|What personalities do I have?",
    ),
    _guide(
        "train on several PCs|train together with another PC|let two computers train one model|share the training",
        "Run `forge-ai train together coordinate NAME` on one PC, and `forge-ai train together join my_pc` on the"
        " others.",
        "train together",
        "Can two PCs train together?",
    ),
    _guide(
        "merge two models|merge my models|combine two models into one|put two models together",
        "Run `forge-ai models merge OUT A B`. The models must come from the same base.",
        "forge-ai models merge",
        "Can two models be merged?",
    ),
    _guide(
        "talk to you by voice|use my microphone|speak with you|use voice|talk instead of typing|speak to the node",
        "Run `forge-ai talk`. It listens, and speaks the answer.",
        "forge-ai talk",
        "Can I talk to you by voice?",
    ),
    _guide(
        "start the example server|run the example as a server|start the multi-device example on my PC",
        f"Run `{EXAMPLE} --server --name my_pc --port 5000`.",
        "--server",
    ),
    _guide(
        "start the example client|connect the example client|run the example on my Pi|connect the example to a server",
        f"Run `{EXAMPLE} --client --name my_pi --connect 192.168.1.100:5000`.",
        "--client",
    ),
    _guide(
        "run the example conversation|start the example's AI conversation|let the examples converse",
        f"Run `{EXAMPLE} --conversation --name bob --connect 192.168.1.100:5000 --turns 10`.",
        "--conversation",
    ),
    _guide(
        "discover nodes with the example|use the example's discovery|find nodes with the example script",
        f"Run `{EXAMPLE} --discover`.",
        "--discover",
    ),
    _guide(
        "export a model with the example|use the example to export a model",
        f"Run `{EXAMPLE} --export my_model /media/usb/`.",
        "--export",
    ),
    _guide(
        "import a model with the example|use the example to import a model",
        f"Run `{EXAMPLE} --import-model /media/usb/my_model_package.zip`.",
        "--import-model",
    ),
    _guide(
        "connect to a node from Python|use ForgeAI from Python|ask a node from a Python program|write a Python client",
        'Use `EnigmaNode(name="my_client")`, then `connect_to("192.168.1.100:5000")` and `ask_peer`.',
        "EnigmaNode",
    ),
    _guide(
        "use an OpenAI client with a node|use the OpenAI API|connect another tool to the node"
        "|point my OpenAI program at the node",
        "Run `forge-ai pair --app NAME` for a key, and set the base URL to `http://localhost:5000/v1`.",
        "base URL",
    ),
    _guide(
        "get help|see all commands|find out about the commands|learn the commands",
        "Run `forge-ai --help`. Every command has its own --help too.",
        "forge-ai --help",
        "What commands are there?|Which commands does ForgeAI have?",
    ),
    _guide(
        "find out the port|open the right ports",
        "A node answers on port 5000, and discovery uses port 5001.",
        "5000",
        "Which port does the node use?|What port do you use?|Which ports must be open?|What is port 5000 for?"
        "|Which port does the server use?|Which ports does ForgeAI use?",
    ),
    _guide(
        "know the discovery port",
        "Discovery uses port 5001 (UDP).",
        "5001",
        "What is port 5001 for?|Which port does discovery use?|How do nodes find each other?",
    ),
    _guide(
        "use ForgeAI without a network|work offline|use it with no internet",
        "Everything works offline. Models and memories travel on a USB stick.",
        "USB",
        "Do you need the internet?|Does it work offline?|Do I need a network?|Can I use you without internet?",
    ),
    _guide(
        "find out what ForgeAI is",
        "ForgeAI is your own AI on all your devices, with or without a network.",
        "your own AI",
        "What is ForgeAI?|What's ForgeAI?|What does ForgeAI do?|Tell me about ForgeAI.|Can you explain ForgeAI?",
    ),
    _guide(
        "understand what a node is",
        "A node is a device that runs ForgeAI, such as your PC or your Raspberry Pi.",
        "device",
        "What is a node?|What's a node?|What does node mean?|What is a ForgeAI node?",
    ),
)


EXPLAINED: Final = (
    ("serve", "starts a node on this device, so that other devices can ask it"),
    ("ask", "asks one question and prints the answer"),
    ("chat", "opens a talk with a model in the terminal"),
    ("talk", "listens to you, answers and speaks"),
    ("nodes", "finds the nodes on this network"),
    ("pair", "lets a new device in with a one-time code"),
    ("unpair", "lets a device go: its key is void at once"),
    ("train", "trains a model from text and chat files"),
    ("eval", "scores the skills of a model"),
    ("doctor", "checks this device and says what to do"),
    ("voice", "shows what listens and speaks on this device"),
    ("models", "lists the models on this device"),
    ("models export", "writes a model to a stick as one package"),
    ("models import", "reads a model from a package"),
    ("models copy", "fetches a model from another node"),
    ("models pull", "fetches a bigger model from a hub"),
    ("models merge", "makes one model out of two of the same base"),
    ("personas", "shows the personalities of the models"),
    ("converse", "lets AIs talk with each other"),
    ("devices", "lists the devices that were let in"),
    ("memory add", "keeps a sentence in the memory"),
    ("memory search", "looks for a word in the memory"),
    ("memory forget", "deletes a memory by its id"),
    ("memory export", "writes all memories to a file"),
    ("memory import", "reads memories from a file"),
    ("memory sync", "shares the memories with another node"),
)
"""Each command with what it does, as its own help says it."""
ASKING_WHAT: Final = listed(
    """What does forge-ai {} do? | What does `forge-ai {}` do? | What is forge-ai {}? | What is `forge-ai {}` for? |
    What is forge-ai {} for? | Explain forge-ai {}. | Explain `forge-ai {}` to me. | What does the command {} do?
    | What is the {} command for? | What does {} do in ForgeAI? | When do I need forge-ai {}? | Why would I run
    `forge-ai {}`? | Can you explain forge-ai {}? | tell me about forge-ai {}""",
    "|",
)
ASKING_WHAT_HELD: Final = ("What happens when I run forge-ai {}?", "What can I do with `forge-ai {}`?")
WHAT_SHARE: Final = 0.2


def explained(random: Random, *, held_out: bool = False) -> tuple[str, str]:
    """A question what a command does, and the answer."""
    command, does = random.choice(EXPLAINED)
    asked = random.choice(ASKING_WHAT_HELD if held_out else ASKING_WHAT).format(command)
    return casual(asked, random), f"`forge-ai {command}` {does}."


def question(random: Random, guidance: Guidance, *, held_out: bool = False) -> str:
    """A question that the guidance answers."""
    return casual(_asked(random, guidance, held_out=held_out), random)


def _asked(random: Random, guidance: Guidance, *, held_out: bool) -> str:
    if guidance.questions and (random.random() < 0.4 or len(guidance.wishes) == 1):
        return random.choice(guidance.questions)
    return random.choice(ASKING_HELD if held_out else ASKING).format(random.choice(guidance.wishes))


def exchange(random: Random) -> tuple[str, str]:
    """A question about a command, and its answer."""
    if random.random() < WHAT_SHARE:
        return explained(random)
    guidance = random.choice(GUIDANCE)
    return question(random, guidance), guidance.answer
